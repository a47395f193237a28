import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import {
  type ApiKey,
  allowedAddress,
  type CreatedApiKey,
  type changeApiKey,
  defaultRateLimitPerHour,
  type NewApiKey,
} from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { useApi, useServices, useWorkspace } from '../../lib/services.tsx'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { useSession } from '../people/people.queries.ts'
import { changeApiKeyMutation, createApiKeyMutation } from './api-keys.queries.ts'
import { type ExpiryChoice, entriesOf, expiresAt, isFutureDate } from './expiry.ts'
import { metadataOf, metadataText } from './metadata-text.ts'
import { choiceOf, noLevels, type ResourceLevels, type ScopePreset, scopesOf } from './scope-choice.ts'

export interface KeyValues {
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
  /** A named limit's id; empty for a number of its own. */
  readonly rateLimitId: string
  readonly requiresIdempotencyKey: boolean
  /** One a line. */
  readonly allowedAddresses: string
  /** A person's id; empty for nobody. */
  readonly ownerId: string
  /** `name=text`, one a line. */
  readonly metadata: string
}

export type KeyForm = ServerForm<KeyValues>['form']

const initialValues: KeyValues = {
  name: '',
  description: '',
  environment: 'live',
  preset: 'read',
  levels: noLevels,
  scopes: '',
  expiry: 'never',
  expiresAt: '',
  rateLimitPerHour: defaultRateLimitPerHour,
  rateLimitId: '',
  requiresIdempotencyKey: true,
  allowedAddresses: '',
  ownerId: '',
  metadata: '',
}

/** The form of a new key. */
export function useNewKeyForm(onCreated: (key: CreatedApiKey) => void): ServerForm<KeyValues> {
  const { environment } = useWorkspace()
  const { preset = initialValues.preset } = useSearch({ from: '/shell/settings/api-keys/new' })
  const { now } = useServices()
  const create = useMutation(createApiKeyMutation(useApi()))
  return useServerForm<KeyValues>({
    initialValues: { ...initialValues, environment, preset, ownerId: String(useSession()?.user.id ?? '') },
    draft: 'api-key.new',
    validate: useRules(now),
    onSubmit: async (values) => {
      onCreated(await create.mutateAsync({ ...bodyOf(values, now()), environment: values.environment }))
    },
  })
}

/** The form of a key that is there. */
export function useEditKeyForm(apiKey: ApiKey, onSaved: () => void): ServerForm<KeyValues> {
  const { now } = useServices()
  const change = useMutation(changeApiKeyMutation(useApi(), apiKey.id))
  const before = valuesOf(apiKey)
  return useServerForm<KeyValues>({
    initialValues: before,
    draft: `api-key.${apiKey.id}`,
    validate: useRules(now),
    onSubmit: async (values) => {
      await change.mutateAsync(changesOf(bodyOf(before, now()), bodyOf(values, now())))
      onSaved()
    },
  })
}

function useRules(now: () => number) {
  const { t } = useTranslation('api-keys')
  return {
    name: (value: string) => (value.trim() === '' ? t('form.required') : null),
    scopes: (_: string, { preset, levels }: KeyValues) => (scopesOf(preset, levels).length === 0 ? t('form.noScope') : null),
    expiresAt: (value: string, { expiry }: KeyValues) => (expiry === 'date' && !isFutureDate(value, now()) ? t('form.futureDate') : null),
    rateLimitPerHour: (value: number | string) => (Number(value) >= 1 ? null : t('form.limitTooLow')),
    allowedAddresses: (value: string) => {
      const wrong = entriesOf(value).find((entry) => !allowedAddress.safeParse(entry).success)
      return wrong === undefined ? null : t('form.wrongAddress', { address: wrong })
    },
    metadata: (value: string) => (metadataOf(value) === undefined ? t('form.wrongMetadata') : null),
  }
}

const numberOf = (id: string): number | null => (id === '' ? null : Number(id))

const bodyOf = (values: KeyValues, now: number) => ({
  name: values.name,
  description: values.description.trim() === '' ? null : values.description,
  scopes: scopesOf(values.preset, values.levels),
  expiresAt: expiresAt(values.expiry, values.expiresAt, now),
  rateLimitPerHour: Number(values.rateLimitPerHour),
  rateLimitId: numberOf(values.rateLimitId),
  requiresIdempotencyKey: values.requiresIdempotencyKey,
  allowedAddresses: entriesOf(values.allowedAddresses),
  ownerId: numberOf(values.ownerId),
  metadata: metadataOf(values.metadata) ?? {},
})

function valuesOf(apiKey: ApiKey): KeyValues {
  return {
    ...initialValues,
    ...choiceOf(apiKey.scopes),
    name: apiKey.name,
    description: apiKey.description ?? '',
    environment: apiKey.environment,
    expiry: apiKey.expiresAt === null ? 'never' : 'date',
    expiresAt: apiKey.expiresAt?.slice(0, 10) ?? '',
    rateLimitPerHour: apiKey.rateLimitPerHour,
    rateLimitId: apiKey.rateLimitId === null ? '' : String(apiKey.rateLimitId),
    requiresIdempotencyKey: apiKey.requiresIdempotencyKey,
    allowedAddresses: apiKey.allowedAddresses.join('\n'),
    ownerId: apiKey.ownerId === null ? '' : String(apiKey.ownerId),
    metadata: metadataText(apiKey.metadata),
  }
}

type Body = ReturnType<typeof bodyOf>

/** Only what was changed, so that what somebody else changed meanwhile stays. */
const changesOf = (before: Body, after: Body): RouteArguments<typeof changeApiKey>['body'] =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Body])))
