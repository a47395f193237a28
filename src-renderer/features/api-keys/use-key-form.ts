import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ApiKey, CreatedApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { type CredentialValues, changesOf, credentialBody, credentialValues, newCredential } from '../../lib/credential-values.ts'
import { useApi, useServices, useWorkspace } from '../../lib/services.tsx'
import { useCredentialRules } from '../../ui/use-credential-rules.ts'
import { type ServerForm, useServerForm } from '../../ui/use-server-form.ts'
import { useSession } from '../people/people.queries.ts'
import { changeApiKeyMutation, createApiKeyMutation } from './api-keys.queries.ts'

export interface KeyValues extends CredentialValues {
  readonly requiresIdempotencyKey: boolean
}

export type KeyForm = ServerForm<KeyValues>['form']

/** The form of a new key. */
export function useNewKeyForm(onCreated: (key: CreatedApiKey) => void): ServerForm<KeyValues> {
  const { environment } = useWorkspace()
  const { preset = newCredential.preset } = useSearch({ from: '/shell/settings/api-keys/new' })
  const { now } = useServices()
  const create = useMutation(createApiKeyMutation(useApi()))
  const ownerId = String(useSession()?.user.id ?? '')
  return useServerForm<KeyValues>({
    initialValues: { ...newCredential, environment, preset, ownerId, requiresIdempotencyKey: true },
    draft: 'api-key.new',
    validate: useCredentialRules(),
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
    validate: useCredentialRules(),
    onSubmit: async (values) => {
      await change.mutateAsync(changesOf(bodyOf(before, now()), bodyOf(values, now())))
      onSaved()
    },
  })
}

const bodyOf = (values: KeyValues, now: number) => ({
  ...credentialBody(values, now),
  requiresIdempotencyKey: values.requiresIdempotencyKey,
})

const valuesOf = (apiKey: ApiKey): KeyValues => ({
  ...credentialValues(apiKey),
  requiresIdempotencyKey: apiKey.requiresIdempotencyKey,
})
