import type { RequestSource } from '../../../src-main/features/requests/requests.contract.ts'
import type { RequestFilter } from './requests.queries.ts'

export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'failed'] as const
export const timeSpans = ['hour', 'day', 'week'] as const
type TimeSpan = (typeof timeSpans)[number]

const hourMs = 3_600_000
const spanMs: Readonly<Record<TimeSpan, number>> = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }

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

/** @param now milliseconds since the epoch; a span begins at a full minute, so that the same question keeps its answer for that long. */
export function filterOf({ source, status, within, text, ...same }: RequestSearch, now: number): RequestFilter {
  const since = within === undefined ? undefined : new Date(Math.floor((now - spanMs[within]) / 60_000) * 60_000).toISOString()
  return {
    ...same,
    // One request is meant, whoever made it.
    ...(source === 'all' || text?.startsWith('req_') ? {} : { source: source ?? 'system' }),
    ...(status === 'failed' ? { outcome: 'failed' } : { status }),
    ...(text?.startsWith('req_') ? { requestId: text.trim() } : { path: text }),
    ...(since === undefined ? {} : { createdAt: { gte: since } }),
  }
}
