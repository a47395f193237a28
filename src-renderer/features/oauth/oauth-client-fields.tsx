import { Checkbox, Input, MultiSelect, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { scopes } from '../../../src-main/contract/scopes.ts'
import type { OauthClient } from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { OauthClientInput } from './oauth.queries.ts'
import { useScopeWords } from './scope-words.ts'

/** What a client is: a system with a secret, or an app on somebody's device without one. */
const kinds = ['confidential', 'public'] as const

export interface ClientValues {
  readonly name: string
  readonly description: string
  readonly environment: OauthClient['environment']
  readonly kind: (typeof kinds)[number]
  readonly forItself: boolean
  readonly forPeople: boolean
  /** One a line. */
  readonly redirectUris: string
  readonly scopes: readonly string[]
  readonly rateLimitPerHour: number | string
  /** Nothing is typed here; the place for what is wrong with the choice. */
  readonly grantTypes: ''
}

export const newClient: ClientValues = {
  name: '',
  description: '',
  environment: 'live',
  kind: 'confidential',
  forItself: true,
  forPeople: false,
  redirectUris: '',
  scopes: [],
  rateLimitPerHour: 1_000,
  grantTypes: '',
}

export const valuesOf = (client: OauthClient): ClientValues => ({
  name: client.name,
  description: client.description ?? '',
  environment: client.environment,
  kind: client.isConfidential ? 'confidential' : 'public',
  forItself: client.grantTypes.includes('client_credentials'),
  forPeople: client.grantTypes.includes('authorization_code'),
  redirectUris: client.redirectUris.join('\n'),
  scopes: client.scopes,
  rateLimitPerHour: client.rateLimitPerHour,
  grantTypes: '',
})

const actsForItself = ({ kind, forItself }: ClientValues): boolean => kind === 'confidential' && forItself

const actsForPeople = ({ kind, forPeople }: ClientValues): boolean => kind === 'public' || forPeople

export const changeOf = (values: ClientValues) => ({
  name: values.name,
  description: values.description.trim() === '' ? null : values.description,
  grantTypes: [
    ...(actsForItself(values) ? (['client_credentials'] as const) : []),
    ...(actsForPeople(values) ? (['authorization_code', 'refresh_token'] as const) : []),
  ],
  redirectUris: actsForPeople(values) ? values.redirectUris.split(/\s+/).filter((uri) => uri !== '') : [],
  scopes: [...values.scopes] as OauthClientInput['scopes'], // chosen from the list of scopes
  rateLimitPerHour: Number(values.rateLimitPerHour),
})

export const orderOf = (values: ClientValues): OauthClientInput => ({
  ...changeOf(values),
  environment: values.environment,
  isConfidential: values.kind === 'confidential',
})

export function useClientRules() {
  const { t } = useTranslation('oauth')
  return {
    name: (value: string) => (value.trim() === '' ? t('form.required') : null),
    scopes: (value: readonly string[]) => (value.length === 0 ? t('form.noScope') : null),
    grantTypes: (_: string, values: ClientValues) => (actsForItself(values) || actsForPeople(values) ? null : t('form.noGrant')),
    redirectUris: (value: string, values: ClientValues) => (actsForPeople(values) && value.trim() === '' ? t('form.noRedirect') : null),
    rateLimitPerHour: (value: number | string) => (Number(value) >= 1 ? null : t('form.limitTooLow')),
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
      {isNew ? <Beginning form={form} /> : null}
      <ActsFor form={form} />
      <Scopes form={form} />
      <NumberInput
        label={t('column.limit')}
        description={t('form.limitHelp')}
        min={1}
        max={10_000_000}
        allowDecimal={false}
        thousandSeparator=" "
        {...form.getInputProps('rateLimitPerHour')}
      />
    </>
  )
}

function Beginning({ form }: FieldsProps) {
  const { t } = useTranslation('oauth')
  return (
    <>
      <Radio.Group label={t('column.environment')} {...form.getInputProps('environment')}>
        <Stack gap={8} mt={4}>
          {(['live', 'sandbox'] as const).map((value) => (
            <Radio key={value} size="sm" value={value} label={t(`environment.${value}`)} description={t(`environmentHelp.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
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

function Scopes({ form }: FieldsProps) {
  const { t } = useTranslation('oauth')
  const words = useScopeWords()
  const wrong = Object.entries(form.errors).find(([path]) => path.startsWith('scopes'))?.[1]
  return (
    <MultiSelect
      label={t('column.scopes')}
      description={t('form.scopesHelp')}
      placeholder={form.values.scopes.length === 0 ? t('form.scopesPlaceholder') : ''}
      data={scopes.map((scope) => ({ value: scope, label: words(scope) }))}
      searchable
      clearable
      required
      value={[...form.values.scopes]}
      onChange={(value) => {
        form.setFieldValue('scopes', value)
        form.clearFieldError('scopes')
      }}
      error={wrong}
    />
  )
}
