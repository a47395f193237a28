import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  allowedAddress,
  type CreatedApiKey,
  defaultRateLimitPerHour,
  type NewApiKey,
} from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi, useServices, useWorkspace } from '../../lib/services.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { createApiKeyMutation } from './api-keys.queries.ts'
import { type ExpiryChoice, entriesOf, expiresAt, isFutureDate } from './expiry.ts'
import { noLevels, type ResourceLevels, type ScopePreset, scopesOf } from './scope-choice.ts'

export interface NewKeyValues {
  readonly name: string
  readonly description: string
  readonly environment: NewApiKey['environment']
  readonly preset: ScopePreset
  readonly levels: ResourceLevels
  /** Nothing is typed here; the place for what is wrong with the choice. */
  readonly scopes: ''
  readonly expiry: ExpiryChoice
  /** `2026-11-22` */
  readonly expiresAt: string
  readonly rateLimitPerHour: number | string
  /** One a line. */
  readonly allowedAddresses: string
}

export type NewKeyForm = ServerForm<NewKeyValues>['form']

const initialValues: NewKeyValues = {
  name: '',
  description: '',
  environment: 'live',
  preset: 'read',
  levels: noLevels,
  scopes: '',
  expiry: 'never',
  expiresAt: '',
  rateLimitPerHour: defaultRateLimitPerHour,
  allowedAddresses: '',
}

/** The form of a new key. */
export function useNewKeyForm(onCreated: (key: CreatedApiKey) => void): ServerForm<NewKeyValues> {
  const { environment } = useWorkspace()
  const { preset = initialValues.preset } = useSearch({ from: '/shell/settings/api-keys/new' })
  const { now } = useServices()
  const create = useMutation(createApiKeyMutation(useApi()))
  return useServerForm<NewKeyValues>({
    initialValues: { ...initialValues, environment, preset },
    draft: 'api-key.new',
    validate: useRules(now),
    onSubmit: async (values) => onCreated(await create.mutateAsync(bodyOf(values, now()))),
  })
}

function useRules(now: () => number) {
  const { t } = useTranslation('api-keys')
  return {
    name: (value: string) => (value.trim() === '' ? t('form.required') : null),
    scopes: (_: string, { preset, levels }: NewKeyValues) => (scopesOf(preset, levels).length === 0 ? t('form.noScope') : null),
    expiresAt: (value: string, { expiry }: NewKeyValues) =>
      expiry === 'date' && !isFutureDate(value, now()) ? t('form.futureDate') : null,
    rateLimitPerHour: (value: number | string) => (Number(value) >= 1 ? null : t('form.limitTooLow')),
    allowedAddresses: (value: string) => {
      const wrong = entriesOf(value).find((entry) => !allowedAddress.safeParse(entry).success)
      return wrong === undefined ? null : t('form.wrongAddress', { address: wrong })
    },
  }
}

const bodyOf = (values: NewKeyValues, now: number) => ({
  name: values.name,
  description: values.description.trim() === '' ? null : values.description,
  environment: values.environment,
  scopes: scopesOf(values.preset, values.levels),
  expiresAt: expiresAt(values.expiry, values.expiresAt, now),
  rateLimitPerHour: Number(values.rateLimitPerHour),
  allowedAddresses: entriesOf(values.allowedAddresses),
})
