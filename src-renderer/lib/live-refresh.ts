import type { Query, QueryClient } from '@tanstack/react-query'
import { recordResources } from '../../src-main/contract/scopes.ts'
import type { Api } from './api.ts'

/** Reads anew what is on the screen when the server says that it changed. */
export interface LiveRefresh {
  /** A record changed: every list, record and dashboard may show it. */
  readonly records: () => void
  /** A list without events changed, `changes/webhooks`. */
  readonly list: (channel: string) => void
  readonly everything: () => void
}

/** Where records show beside their own lists and pages. */
const dashboards = ['overview', 'guide', 'events', 'search', 'request', 'alarms', 'messages']
const ofRecords: ReadonlySet<string> = new Set([...recordResources, ...dashboards])

/**
 * What each list without events is called in the keys of queries. A list of your own: watch it in `src-main/app/live-channels.ts`, add its line here,
 * and its queries (`[...api.scopeKey(), '<name>', ...]`) are read anew twice a second at most, while they are on the screen.
 */
const ofLists: Readonly<Record<string, readonly string[]>> = {
  'changes/requests': ['requests', 'request', 'overview', 'guide'],
  'changes/webhooks': ['webhooks', 'request', 'overview', 'guide'],
  'changes/webhook_catchers': ['webhook-catchers'],
  'changes/api_keys': ['api-keys', 'guide'],
  'changes/notifications': ['notifications'],
  'changes/people': ['people', 'invitations'],
  'changes/oauth_clients': ['oauth-clients', 'oauth-tokens'],
}

/** Every channel of a list, to subscribe to. */
export const listChannels = Object.keys(ofLists)

/** What is drawn from a record and never asked for again by itself. */
const drawn: readonly unknown[] = ['preview', 'pdf']

/** The first change shows almost at once, the next ones together. */
const firstMs = 60
/** How often a page of a list is read anew at most: a list of ten pages is read every ten seconds, so that none asks for more than a page a second. */
const everyMs = 1_000

export function createLiveRefresh(api: Api, queryClient: QueryClient, now: () => number): LiveRefresh {
  const parts = new Set<string>()
  /** Long lists that changed since they were read, by their hash. */
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let refreshedAt = 0

  function refresh(): void {
    timer = undefined
    refreshedAt = now()
    const wanted = new Set([...parts, ...waiting])
    parts.clear()
    waiting.clear()
    let soonestMs = Number.POSITIVE_INFINITY
    const predicate = (query: Query): boolean => {
      const isWanted = wanted.has(query.queryHash) || wanted.has(String(query.queryKey[2]))
      if (!isWanted || drawn.includes(query.queryKey[3])) return false
      const waitMs = dueAt(query) - refreshedAt
      if (waitMs <= 0 || !query.isActive()) return true
      waiting.add(query.queryHash)
      soonestMs = Math.min(soonestMs, waitMs)
      return false
    }
    void queryClient.invalidateQueries({ queryKey: api.scopeKey(), predicate })
    if (waiting.size > 0) schedule(soonestMs)
  }

  function schedule(afterMs: number): void {
    timer ??= setTimeout(refresh, afterMs)
  }

  function add(names: Iterable<string>): void {
    for (const name of names) parts.add(name)
    // What waits for a long list must not keep everything else waiting.
    if (waiting.size > 0) clearTimer()
    schedule(Math.max(firstMs, refreshedAt + everyMs - now()))
  }

  function clearTimer(): void {
    clearTimeout(timer)
    timer = undefined
  }

  return {
    records: () => add(ofRecords),
    list: (channel) => add(ofLists[channel] ?? []),
    everything: () => add([...ofRecords, ...Object.values(ofLists).flat()]),
  }
}

/** When a query may be read anew: a list that continues by cursor is read page by page. */
function dueAt({ state }: Query): number {
  const { pages = [] } = (state.data ?? {}) as { readonly pages?: readonly unknown[] }
  return pages.length > 1 ? state.dataUpdatedAt + pages.length * everyMs : 0
}
