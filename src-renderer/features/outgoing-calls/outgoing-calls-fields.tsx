import { Button, Checkbox, PasswordInput, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { allPrivateNetworks } from '../../../src-main/contract/private-networks.ts'
import type { OutgoingCalls } from '../../../src-main/features/outgoing-calls/outgoing-calls.contract.ts'
import { CertificateFacts } from '../../ui/certificate-facts.tsx'
import { PemField } from '../../ui/pem-field.tsx'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { OutgoingCallsValues } from './outgoing-calls-values.ts'
import './outgoing-calls.css'

type OutgoingCallsForm = ServerForm<OutgoingCallsValues>['form']

interface FieldsProps {
  readonly form: OutgoingCallsForm
}

interface SettingsFieldsProps extends FieldsProps {
  readonly settings: OutgoingCalls
}

const mono = { input: { fontFamily: 'var(--mono)' } }

/** Where the calls may go. */
export function NetworkFields({ form }: FieldsProps) {
  const { t } = useTranslation('outgoing-calls')
  const isNarrowed = allPrivateNetworks.some((network) => !form.values.privateNetworks.includes(network))
  return (
    <>
      <h2 className="outgoing-heading">{t('networks.title')}</h2>
      <p className="dim">{t('networks.always')}</p>
      <div>
        <AddressList form={form} path="privateNetworks" max={100} />
        {isNarrowed ? (
          <Button
            mt={6}
            size="compact-sm"
            variant="subtle"
            onClick={() => form.setFieldValue('privateNetworks', [...new Set([...allPrivateNetworks, ...form.values.privateNetworks])])}
          >
            {t('networks.allowAll')}
          </Button>
        ) : null}
      </div>
      <AddressList form={form} path="destinations" max={200} />
    </>
  )
}

interface AddressListProps extends FieldsProps {
  readonly path: 'privateNetworks' | 'destinations' | 'proxy.bypass'
  readonly max: number
}

function AddressList({ form, path, max }: AddressListProps) {
  const { t } = useTranslation('outgoing-calls')
  // The server names the one that is wrong, `destinations.1`.
  const wrong = Object.entries(form.errors).find(([name]) => name.startsWith(`${path}.`))?.[1]
  return (
    <TagsInput
      label={t(`field.${path}.label`)}
      description={t(`field.${path}.help`)}
      placeholder={path === 'proxy.bypass' ? '.plant.local' : '10.0.4.0/24'}
      splitChars={[',', ';', ' ', '\n']}
      acceptValueOnBlur
      maxTags={max}
      {...form.getInputProps(path)}
      error={form.errors[path] ?? wrong}
    />
  )
}

/** Whom the calls trust beside the authorities of the machine. */
export function AuthorityFields({ form, settings: { authorities } }: SettingsFieldsProps) {
  const { t } = useTranslation('outgoing-calls')
  const { isWithoutAuthorities } = form.values
  return (
    <>
      <h2 className="outgoing-heading">{t('authorities.title')}</h2>
      <p className="dim">{t('authorities.help')}</p>
      {authorities.length === 0 ? null : (
        <>
          <CertificateFacts certificates={authorities} />
          <Checkbox label={t('authorities.remove')} {...form.getInputProps('isWithoutAuthorities', { type: 'checkbox' })} />
        </>
      )}
      {isWithoutAuthorities ? null : (
        <PemField
          kind="CERTIFICATE"
          label={t(authorities.length === 0 ? 'authorities.add' : 'authorities.replace')}
          description={t('authorities.pemHelp')}
          {...form.getInputProps('authorities')}
        />
      )}
    </>
  )
}

/** Through what the calls go. */
export function ProxyFields({ form, settings: { proxy } }: SettingsFieldsProps) {
  const { t } = useTranslation('outgoing-calls')
  return (
    <>
      <h2 className="outgoing-heading">{t('proxy.title')}</h2>
      <p className="dim">{t('proxy.help')}</p>
      <TextInput
        label={t('proxy.url')}
        description={t('proxy.urlHelp')}
        placeholder="http://proxy.plant.local:3128"
        styles={mono}
        maxLength={300}
        {...form.getInputProps('proxy.url')}
      />
      <TextInput
        label={t('proxy.userName')}
        description={t('proxy.userNameHelp')}
        autoComplete="off"
        maxLength={200}
        {...form.getInputProps('proxy.userName')}
      />
      <PasswordInput
        label={t('proxy.password')}
        description={t('proxy.passwordHelp')}
        placeholder={proxy?.hasPassword === true ? t('proxy.kept') : ''}
        autoComplete="new-password"
        maxLength={500}
        {...form.getInputProps('proxy.password')}
      />
      <AddressList form={form} path="proxy.bypass" max={100} />
    </>
  )
}
