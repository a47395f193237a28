import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { getSandbox, resetSandbox, type Sandbox, updateSandboxSettings } from '../../../src-main/features/sandbox/sandbox.contract.ts'
import type { Api } from '../../lib/api.ts'

/** What is in the sandbox, its magic values and its clock. */
export const sandboxQuery = (api: Api) =>
  queryOptions({ queryKey: [...api.scopeKey(), 'sandbox'], queryFn: ({ signal }) => api.callRoute(getSandbox, { signal }) })

const keep = (api: Api) => ({
  onSuccess: (sandbox: Sandbox, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) =>
    void client.setQueryData(sandboxQuery(api).queryKey, sandbox),
})

export const setAnswerDelayMutation = (api: Api) =>
  mutationOptions({
    ...keep(api),
    mutationFn: (answerDelayMs: number) => api.callRoute(updateSandboxSettings, { body: { answerDelayMs } }),
  })

/** NB: nothing that was loaded of the sandbox exists any more. */
export const resetSandboxMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (seed: boolean) => api.callRoute(resetSandbox, { body: { seed } }),
    onSuccess: (_sandbox, _seed, _result, { client }) => void client.resetQueries({ queryKey: api.scopeKey() }),
  })
