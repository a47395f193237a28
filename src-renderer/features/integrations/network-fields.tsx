import { Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../../src-main/contract/certificate.ts'
import { CertificateFacts } from '../../ui/certificate-facts.tsx'
import { PemField } from '../../ui/pem-field.tsx'
import type { NetworkForm } from './network-form.ts'

interface NetworkFieldsProps {
  readonly form: NetworkForm
  /** Base URL among them; not where the settings have it already. */
  readonly hasBaseUrl: boolean
  /** By the name on the wire, `proxy.url`. */
  readonly errors: Readonly<Record<string, string>>
}

/** Gateway, proxy and certificates of one connection; open from the beginning where something is set or wrong. */
export function NetworkFields({ form, hasBaseUrl, errors }: NetworkFieldsProps) {
  const { t } = useTranslation('integrations')
  const { kept, values, set } = form
  const isSet = kept !== undefined && (kept.baseUrl ?? kept.proxy ?? kept.client ?? kept.authorities[0]) != null
  return (
    <details className="connection-network" open={isSet || Object.keys(errors).length > 0}>
      <summary>{t('network.title')}</summary>
      {hasBaseUrl ? (
        <TextInput
          label={t('network.base_url.label')}
          description={t('network.base_url.help')}
          error={errors['base_url']}
          value={values.baseUrl}
          onChange={(event) => set({ baseUrl: event.currentTarget.value })}
        />
      ) : null}
      <ProxyFields form={form} errors={errors} />
      <CertificateFields form={form} errors={errors} />
      <Checkbox
        label={t('network.http.label')}
        description={t('network.http.help')}
        checked={values.isHttpAllowed}
        onChange={(event) => set({ isHttpAllowed: event.currentTarget.checked })}
      />
    </details>
  )
}

function ProxyFields({ form: { kept, values, set }, errors }: Omit<NetworkFieldsProps, 'hasBaseUrl'>) {
  const { t } = useTranslation('integrations')
  return (
    <>
      <TextInput
        label={t('network.proxy.label')}
        description={t('network.proxy.help')}
        placeholder="http://proxy.plant.local:3128"
        error={errors['proxy.url']}
        value={values.proxyUrl}
        onChange={(event) => set({ proxyUrl: event.currentTarget.value })}
      />
      {values.proxyUrl.trim() === '' ? null : (
        <>
          <TextInput
            label={t('network.proxyUserName')}
            error={errors['proxy.user_name']}
            value={values.proxyUserName}
            autoComplete="off"
            onChange={(event) => set({ proxyUserName: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('network.proxyPassword')}
            placeholder={kept?.proxy?.hasPassword === true ? t('form.saved') : ''}
            error={errors['proxy.password']}
            value={values.proxyPassword}
            autoComplete="new-password"
            onChange={(event) => set({ proxyPassword: event.currentTarget.value })}
          />
        </>
      )}
    </>
  )
}

function CertificateFields({ form, errors }: Omit<NetworkFieldsProps, 'hasBaseUrl'>) {
  const { t } = useTranslation('integrations')
  const { kept, values, set } = form
  return (
    <>
      <Kept form={form} part="authorities" certificates={kept?.authorities ?? []} />
      <PemField
        kind="CERTIFICATE"
        label={t('network.authorities.label')}
        description={t('network.authorities.help')}
        error={errors['authorities']}
        value={values.authorities}
        onChange={(authorities) => set({ authorities })}
      />
      <Kept form={form} part="client" certificates={kept?.client == null ? [] : [kept.client]} />
      <PemField
        kind="CERTIFICATE"
        label={t('network.client.label')}
        description={t('network.client.help')}
        error={errors['client.certificate']}
        value={values.certificate}
        onChange={(certificate) => set({ certificate })}
      />
      <PemField
        kind="PRIVATE KEY"
        label={t('network.privateKey.label')}
        description={t('network.privateKey.help')}
        error={errors['client.private_key']}
        value={values.privateKey}
        onChange={(privateKey) => set({ privateKey })}
      />
    </>
  )
}

interface KeptProps {
  readonly form: NetworkForm
  readonly part: 'authorities' | 'client'
  readonly certificates: readonly Certificate[]
}

/** What is stored, with the way to take it away when the form is saved. */
function Kept({ form: { values, set }, part, certificates }: KeptProps) {
  const { t } = useTranslation('integrations')
  if (certificates.length === 0) return null
  return (
    <div>
      <CertificateFacts certificates={certificates} />
      <Checkbox
        label={t(`network.forget.${part}`)}
        checked={values.forgets[part]}
        onChange={(event) => set({ forgets: { ...values.forgets, [part]: event.currentTarget.checked } })}
      />
    </div>
  )
}
