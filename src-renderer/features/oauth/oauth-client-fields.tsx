import { Checkbox, Input, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import { type CredentialValues, credentialBody, credentialValues, newCredential } from '../../lib/credential-values.ts'
import { EnvironmentField, ExpiryFields, LimitFields, MetadataField, OwnerField, ScopeFields } from '../../ui/credential-fields.tsx'
import { useCredentialRules } from '../../ui/use-credential-rules.ts'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { OauthClientInput } from './oauth.queries.ts'

/** What a client is: a system with a secret, or an app on somebody's device without one. */
const kinds = ['confidential', 'public'] as const

export interface ClientValues extends CredentialValues {
  readonly kind: (typeof kinds)[number]
  readonly forItself: boolean
  readonly forPeople: boolean
  /** One a line. */
  readonly redirectUris: string
  /** Nothing is typed here; the place for what is wrong with the choice. */
  readonly grantTypes: ''
}

export const newClient: ClientValues = {
  ...newCredential,
  kind: 'confidential',
  forItself: true,
  forPeople: false,
  redirectUris: '',
  grantTypes: '',
}

export const valuesOf = (client: OauthClient): ClientValues => ({
  ...credentialValues(client),
  kind: client.isConfidential ? 'confidential' : 'public',
  forItself: client.grantTypes.includes('client_credentials'),
  forPeople: client.grantTypes.includes('authorization_code'),
  redirectUris: client.redirectUris.join('\n'),
  grantTypes: '',
})

const actsForItself = ({ kind, forItself }: ClientValues): boolean => kind === 'confidential' && forItself

const actsForPeople = ({ kind, forPeople }: ClientValues): boolean => kind === 'public' || forPeople

export const bodyOf = (values: ClientValues, now: number) => ({
  ...credentialBody(values, now),
  grantTypes: [
    ...(actsForItself(values) ? (['client_credentials'] as const) : []),
    ...(actsForPeople(values) ? (['authorization_code', 'refresh_token'] as const) : []),
  ],
  redirectUris: actsForPeople(values) ? values.redirectUris.split(/\s+/).filter((uri) => uri !== '') : [],
})

export const orderOf = (values: ClientValues, now: number): OauthClientInput => ({
  ...bodyOf(values, now),
  environment: values.environment,
  isConfidential: values.kind === 'confidential',
})

export function useClientRules() {
  const { t } = useTranslation('oauth')
  return {
    ...useCredentialRules(),
    grantTypes: (_: string, values: ClientValues) => (actsForItself(values) || actsForPeople(values) ? null : t('form.noGrant')),
    redirectUris: (value: string, values: ClientValues) => (actsForPeople(values) && value.trim() === '' ? t('form.noRedirect') : null),
  }
}

interface FieldsProps {
  readonly form: ServerForm<ClientValues>['form']
}

/** The fields of a client; its kind and environment are decided once. */
export function ClientFields({ form, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const { t } = useTranslation('oauth')
  return (
    <>
      <TextInput label={t('column.name')} description={t('form.nameHelp')} maxLength={120} required {...form.getInputProps('name')} />
      <TextInput
        label={t('form.description')}
        description={t('form.descriptionHelp')}
        maxLength={500}
        {...form.getInputProps('description')}
      />
      <OwnerField form={form} />
      {isNew ? <Beginning form={form} /> : null}
      <ActsFor form={form} />
      <ScopeFields form={form} />
      <p className="dim" style={{ margin: 0 }}>
        {t('form.scopesHelp')}
      </p>
      <ExpiryFields form={form} warning={t('form.neverExpires')} />
      <LimitFields form={form} />
      <MetadataField form={form} />
    </>
  )
}

function Beginning({ form }: FieldsProps) {
  const { t } = useTranslation('oauth')
  return (
    <>
      <EnvironmentField form={form} label={t('column.environment')} help={(value) => t(`environmentHelp.${value}`)} />
      <Radio.Group label={t('column.kind')} {...form.getInputProps('kind')}>
        <Stack gap={8} mt={4}>
          {kinds.map((value) => (
            <Radio key={value} size="sm" value={value} label={t(`kind.${value}`)} description={t(`kindHelp.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  )
}

function ActsFor({ form }: FieldsProps) {
  const { t } = useTranslation('oauth')
  return (
    <>
      {form.values.kind === 'confidential' ? (
        <Input.Wrapper label={t('column.actsFor')} labelElement="div" error={form.errors['grantTypes']}>
          <Stack gap={8} mt={4}>
            <Checkbox
              size="sm"
              label={t('actsFor.itself')}
              description={t('form.itselfHelp')}
              {...form.getInputProps('forItself', { type: 'checkbox' })}
            />
            <Checkbox
              size="sm"
              label={t('actsFor.people')}
              description={t('form.peopleHelp')}
              {...form.getInputProps('forPeople', { type: 'checkbox' })}
            />
          </Stack>
        </Input.Wrapper>
      ) : null}
      {actsForPeople(form.values) ? <RedirectUris form={form} /> : null}
    </>
  )
}

function RedirectUris({ form }: FieldsProps) {
  const { t } = useTranslation('oauth')
  const wrong = Object.entries(form.errors).find(([path]) => path.startsWith('redirectUris'))?.[1]
  return (
    <Textarea
      label={t('column.redirectUris')}
      description={t('form.redirectUrisHelp')}
      placeholder={'https://erp.example.com/oauth/callback\nhttp://127.0.0.1/callback'}
      autosize
      minRows={2}
      maxRows={8}
      required
      styles={{ input: { fontFamily: 'var(--mono)' } }}
      {...form.getInputProps('redirectUris')}
      error={wrong}
    />
  )
}
