import type { RequestSource } from '../../../src-main/features/requests/requests.contract.ts'
import { sinceOf, type TimeSpan } from '../../lib/time-spans.ts'
import type { RequestFilter } from './requests.queries.ts'

export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'failed'] as const

/** What the page's address says that is looked for. */
export interface RequestSearch {
  readonly source?: Exclude<RequestSource, 'system'> | 'all' | undefined
  readonly status?: (typeof statusClasses)[number] | undefined
  readonly method?: RequestFilter['method']
  readonly within?: TimeSpan | undefined
  readonly text?: string | undefined
  readonly q?: string | undefined
  readonly apiKeyId?: number | undefined
  readonly oauthClientId?: number | undefined
  readonly errorCode?: string | undefined
}

/** @param now milliseconds since the epoch. */
export function filterOf({ source, status, within, text, ...same }: RequestSearch, now: number): RequestFilter {
  const typed = text?.trim() || undefined
  const isOne = typed?.startsWith('req_') === true
  return {
    ...same,
    // One request is meant, whoever made it.
    ...(source === 'all' || isOne ? {} : { source: source ?? 'system' }),
    ...(status === 'failed' ? { outcome: 'failed' } : { status }),
    ...(isOne ? { requestId: typed } : { path: typed }),
    ...(within === undefined ? {} : { createdAt: { gte: sinceOf(within, now) } }),
  }
}
