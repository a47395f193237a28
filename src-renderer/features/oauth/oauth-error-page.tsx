import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { OuterPage } from '../../ui/outer-page.tsx'

/** Errors that have words of their own; what comes in the address is never shown as it is. */
const known = ['expired', 'invalid_redirect_uri', 'invalid_client', 'invalid_request', 'server_error'] as const

/** An authorization that cannot begin, or not go back: said to the person in front of it. */
export function OauthErrorPage() {
  const { t } = useTranslation('oauth')
  const { error } = useSearch({ from: '/oauth/error' })
  const kind = known.find((candidate) => candidate === error) ?? 'invalid_request'
  return (
    <OuterPage title={t(`error.${kind}.title`)} description={t(`error.${kind}.help`)}>
      <p className="dim">{t('error.next')}</p>
    </OuterPage>
  )
}
