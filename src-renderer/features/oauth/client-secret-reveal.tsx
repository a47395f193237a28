import { useTranslation } from 'react-i18next'
import type { OauthClientWithSecret } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { tokenCall } from './client-call.ts'

interface ClientSecretProps {
  /** Undefined until there is one. */
  readonly created: OauthClientWithSecret | undefined
  readonly onSaved: () => void
}

/** The secret, this once, and a call to try it with. */
export function ClientSecret({ created, onSaved }: ClientSecretProps) {
  const { t } = useTranslation('oauth')
  const secret = created?.clientSecret ?? undefined
  const call = created?.grantTypes.includes('client_credentials') ? tokenCall(created, secret, window.location.origin) : undefined
  return (
    <SecretReveal
      secret={secret}
      title={t('reveal.title', { name: created?.name ?? '' })}
      description={t('reveal.description', { clientId: created?.clientId ?? '' })}
      fileName={`${created?.clientId ?? 'client'}.txt`}
      onSaved={onSaved}
    >
      {call === undefined ? null : (
        <>
          <p>{t('reveal.tryIt')}</p>
          <CodeBlock code={call} label={t('panel.call')} wrap />
        </>
      )}
    </SecretReveal>
  )
}
