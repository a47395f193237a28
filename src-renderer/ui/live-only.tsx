import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import './live-only.css'

/** What `useCompanySettings` knows of a page that changes what the company has once. */
interface LiveOnlyProps {
  /** Leads to Live; undefined where there is nothing to say. */
  readonly toLive: (() => void) | undefined
}

/** Says in the sandbox that these settings are changed in Live, and leads there. */
export function LiveOnly({ toLive }: LiveOnlyProps) {
  const { t } = useTranslation('ui')
  if (toLive === undefined) return null
  return (
    <div className="live-only" role="note">
      {t('liveOnly.help')}
      <Button size="compact-sm" onClick={toLive}>
        {t('liveOnly.switch')}
      </Button>
    </div>
  )
}
