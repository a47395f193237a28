import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isApiError } from '../lib/api-error.ts'
import type { Connection } from '../lib/connection.ts'

interface QueryClientOptions {
  readonly connection: Connection
  /** The session ended while the window was open. */
  readonly onSignedOut: () => void
  readonly onStaleCsrfToken: () => void
}

const maxRetries = 2

/** What is worth asking again by itself: no answer, or a server in trouble; never a refusal. */
const isTemporary = (error: unknown): boolean => isApiError(error, 'unreachable', 'overloaded', 'storage_unavailable')

export function createWindowQueryClient({ connection, onSignedOut, onStaleCsrfToken }: QueryClientOptions): QueryClient {
  const onError = (error: unknown): void => {
    connection.report(!isApiError(error, 'unreachable'))
    if (isApiError(error, 'unauthorized')) onSignedOut()
    if (isApiError(error, 'csrf_failed')) onStaleCsrfToken()
  }
  const onSuccess = (): void => connection.report(true)
  return new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess }),
    mutationCache: new MutationCache({ onError, onSuccess }),
    defaultOptions: {
      // The server is this computer or one on the LAN: whether there is an internet does not matter.
      queries: { networkMode: 'always', staleTime: 5_000, retry: (count, error) => count < maxRetries && isTemporary(error) },
      mutations: { networkMode: 'always' },
    },
  })
}
