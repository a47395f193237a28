import { FileInput, Input, PasswordInput, SegmentedControl } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { toBase64 } from '../../lib/base64.ts'
import { PemField } from '../../ui/pem-field.tsx'
import type { WebhookChange } from './webhooks.queries.ts'

/** As the server names the fields; empty for what stays as it is. */
export interface TlsValues {
  readonly form: 'pem' | 'pfx'
  readonly tls: {
    readonly authorities: string
    readonly client: { readonly certificate: string; readonly privateKey: string; readonly pfx: File | null; readonly passphrase: string }
  }
}

export const nothingGiven: TlsValues = {
  form: 'pem',
  tls: { authorities: '', client: { certificate: '', privateKey: '', pfx: null, passphrase: '' } },
}

/** What was filled in, for the server. */
export async function tlsChange({ form, tls: { authorities, client } }: TlsValues): Promise<NonNullable<WebhookChange['tls']>> {
  const { certificate, privateKey, pfx, passphrase } = client
  return {
    ...(authorities.trim() === '' ? {} : { authorities }),
    ...(form === 'pem' && `${certificate}${privateKey}`.trim() !== '' ? { client: { certificate, privateKey } } : {}),
    ...(form === 'pfx' && pfx !== null ? { client: { pfx: toBase64(new Uint8Array(await pfx.arrayBuffer())), passphrase } } : {}),
  }
}

interface FieldsProps {
  readonly form: UseFormReturnType<TlsValues>
  /** There is one already. */
  readonly isReplaced: boolean
}

/** A client certificate with its key, as two texts or as one file. */
export function ClientCertificateFields({ form, isReplaced }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  const forms = [
    { value: 'pem', label: 'PEM' },
    { value: 'pfx', label: 'PFX' },
  ]
  return (
    <>
      <Input.Wrapper label={t('tls.form')} labelElement="div">
        <div>
          <SegmentedControl aria-label={t('tls.form')} data={forms} {...form.getInputProps('form')} />
        </div>
      </Input.Wrapper>
      {form.values.form === 'pem' ? <PemFields form={form} isReplaced={isReplaced} /> : <PfxFields form={form} isReplaced={isReplaced} />}
    </>
  )
}

function PemFields({ form, isReplaced }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <PemField
        kind="CERTIFICATE"
        label={t(isReplaced ? 'tls.replaceCertificate' : 'tls.certificate')}
        description={t('tls.certificateHelp')}
        {...form.getInputProps('tls.client.certificate')}
      />
      <PemField kind="PRIVATE KEY" label={t('tls.key')} description={t('tls.keyHelp')} {...form.getInputProps('tls.client.privateKey')} />
    </>
  )
}

function PfxFields({ form, isReplaced }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <FileInput
        label={t(isReplaced ? 'tls.replaceCertificate' : 'tls.certificate')}
        description={t('tls.pfxHelp')}
        placeholder={t('tls.pfxFile')}
        accept=".pfx,.p12,application/x-pkcs12"
        clearable
        {...form.getInputProps('tls.client.pfx')}
      />
      <PasswordInput
        label={t('tls.passphrase')}
        description={t('tls.passphraseHelp')}
        autoComplete="off"
        {...form.getInputProps('tls.client.passphrase')}
      />
    </>
  )
}
