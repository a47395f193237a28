import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../../src-main/contract/certificate.ts'
import { useApi } from '../../lib/services.tsx'
import { CertificateFacts } from '../../ui/certificate-facts.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { PemField } from '../../ui/pem-field.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { ClientCertificateFields, nothingGiven, type TlsValues, tlsChange } from './client-certificate-fields.tsx'
import './tls-section.css'
import { updateWebhookMutation, type Webhook } from './webhooks.queries.ts'

/** Whom a webhook trusts and how it shows itself; by itself, since a form with a key keeps no draft in the browser. */
export function TlsForm({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const { mutateAsync } = useMutation(updateWebhookMutation(useApi(), webhook.id))
  const serverForm = useServerForm<TlsValues>({
    initialValues: nothingGiven,
    onSubmit: async (values) => {
      await mutateAsync({ tls: await tlsChange(values), version: webhook.version })
      notify({ message: t('saved') })
    },
  })
  const { form } = serverForm
  const { authorities, client } = webhook.tls
  return (
    <Form serverForm={serverForm} submitLabel={t('save')}>
      <p className="dim">{t('tls.help')}</p>
      <Kept webhook={webhook} part="authorities" certificates={authorities} />
      <PemField
        kind="CERTIFICATE"
        label={t(authorities.length === 0 ? 'tls.authorities' : 'tls.replaceAuthorities')}
        description={t('tls.authoritiesHelp')}
        {...form.getInputProps('tls.authorities')}
      />
      <Kept webhook={webhook} part="client" certificates={client === null ? [] : [client]} />
      <ClientCertificateFields form={form} isReplaced={client !== null} />
    </Form>
  )
}

interface KeptProps {
  readonly webhook: Webhook
  readonly part: 'authorities' | 'client'
  readonly certificates: readonly Certificate[]
}

/** What is stored, with the way to take it away. */
function Kept({ webhook, part, certificates }: KeptProps) {
  const { t } = useTranslation('webhooks')
  const { mutate, isPending, error } = useMutation(updateWebhookMutation(useApi(), webhook.id))
  if (certificates.length === 0) return null
  const remove = (): void =>
    mutate({ tls: { [part]: null }, version: webhook.version }, { onSuccess: () => notify({ message: t('saved') }) })
  return (
    <div className="webhook-certificates">
      <h3>{t(`tls.kept.${part}`)}</h3>
      <CertificateFacts certificates={certificates} />
      <Button size="compact-sm" onClick={remove} loading={isPending}>
        {t(`tls.remove.${part}`)}
      </Button>
      {error === null ? null : <ErrorLine error={error} />}
    </div>
  )
}
