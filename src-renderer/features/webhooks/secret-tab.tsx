import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Section } from '../../ui/page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCan } from '../people/people.queries.ts'
import { RotateSecret } from './rotate-secret.tsx'
import { VerificationCode } from './verification-code.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'
import { type Webhook, webhookQuery } from './webhooks.queries.ts'

/** What the secret is for, why it is not here, how to replace it, and the code that uses it. */
export function SecretTab() {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId/secret' })
  const webhook = useQuery(webhookQuery(useApi(), Number(webhookId))).data
  return (
    <>
      <WebhookTabs />
      <div className="webhook-sections">
        <Section title={t('secret.title')}>
          <p style={{ marginTop: 0 }}>{t('secret.what')}</p>
          <p className="dim">{t('secret.lost')}</p>
          {webhook === undefined ? null : <Overlap webhook={webhook} />}
          {webhook !== undefined && can('webhooks:write') ? <RotateSecret webhook={webhook} /> : null}
        </Section>
        <Section title={t('secret.verify')}>
          <p style={{ marginTop: 0 }}>{t('secret.how')}</p>
          <p className="dim">{t('secret.standard')}</p>
          <VerificationCode />
        </Section>
      </div>
    </>
  )
}

/** Until when the old secret signs too. */
function Overlap({ webhook: { previousSecretUntil } }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  if (previousSecretUntil === null || Date.parse(previousSecretUntil) <= Date.now()) return null
  return <p>{t('rotate.overlapping', { time: format.exactTime(previousSecretUntil) })}</p>
}
