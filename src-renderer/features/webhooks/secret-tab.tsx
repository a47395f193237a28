import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/page.tsx'
import { VerificationCode } from './verification-code.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'

/** What the secret is for, why it is not here, and the code that uses it. */
export function SecretTab() {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <WebhookTabs />
      <div className="webhook-sections">
        <Section title={t('secret.title')}>
          <p style={{ marginTop: 0 }}>{t('secret.what')}</p>
          <p className="dim" style={{ marginBottom: 0 }}>
            {t('secret.lost')}
          </p>
        </Section>
        <Section title={t('secret.verify')}>
          <p style={{ marginTop: 0 }}>{t('secret.how')}</p>
          <VerificationCode />
        </Section>
      </div>
    </>
  )
}
