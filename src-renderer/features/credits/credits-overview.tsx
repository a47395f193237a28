import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Stat, StatRow } from '../../ui/stat.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCan } from '../people/people.queries.ts'
import './credits.css'
import { creditBalanceQuery } from './credits.queries.ts'
import { LowThresholdDialog } from './low-threshold-dialog.tsx'

/** Above the ledger: how many credits are left, and at how many somebody is told. */
export function CreditsOverview() {
  const { t } = useTranslation('credits')
  const format = useFormat()
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  const { data, error } = useQuery(creditBalanceQuery(useApi()))
  if (data === undefined && error !== null) return <ErrorLine error={error} />
  const change = (
    <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)} disabled={data === undefined}>
      {t('low.change')}
    </Button>
  )
  return (
    <div className="credits-overview">
      <StatRow>
        <Stat
          label={t('balance.label')}
          value={data === undefined ? undefined : format.number(data.balance)}
          note={t(data?.isLow === true ? 'balance.low' : 'balance.enough')}
          tone={data?.isLow === true ? 'waiting' : undefined}
        />
        <Stat
          label={t('low.label')}
          value={data === undefined ? undefined : format.number(data.lowThreshold)}
          note={
            <span className="credits-low">
              {t('low.note')} {can('credits:write') ? change : null}
            </span>
          }
        />
      </StatRow>
      {isOpen && data !== undefined ? <LowThresholdDialog lowThreshold={data.lowThreshold} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
