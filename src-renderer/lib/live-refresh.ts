import type { QueryClient } from '@tanstack/react-query'
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
const dashboards = ['overview', 'guide', 'events', 'search', 'request', 'alarms']
const ofRecords: ReadonlySet<string> = new Set([...recordResources, ...dashboards])

/**
 * What each list without events is called in the keys of queries. A list of your own: watch it in `src-main/app/live-channels.ts`, add its line here,
 * and its queries (`[...api.scopeKey(), '<name>', ...]`) are read anew twice a second at most, while they are on the screen.
 */
const ofLists: Readonly<Record<string, readonly string[]>> = {
  'changes/requests': ['requests', 'request', 'overview', 'guide'],
  'changes/webhooks': ['webhooks', 'request', 'overview', 'guide'],
  'changes/api_keys': ['api-keys', 'guide'],
  'changes/notifications': ['notifications'],
  'changes/oauth_clients': ['oauth-clients', 'oauth-tokens'],
}

/** Every channel of a list, to subscribe to. */
export const listChannels = Object.keys(ofLists)

/** What is drawn from a record and never asked for again by itself. */
const drawn: readonly unknown[] = ['preview', 'pdf']

/** Beyond so many pages, reading them all again by itself would be more noise than news. */
const refreshedPages = 2

const firstMs = 60
const everyMs = 1_000

export function createLiveRefresh(api: Api, queryClient: QueryClient, now: () => number): LiveRefresh {
  const parts = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let refreshedAt = 0

  function refresh(): void {
    timer = undefined
    refreshedAt = now()
    const wanted = new Set(parts)
    parts.clear()
    void queryClient.invalidateQueries({
      queryKey: api.scopeKey(),
      predicate: ({ queryKey, state }) => wanted.has(String(queryKey[2])) && !drawn.includes(queryKey[3]) && !isLong(state.data),
    })
  }

  function add(names: Iterable<string>): void {
    for (const name of names) parts.add(name)
    if (timer === undefined) timer = setTimeout(refresh, Math.max(firstMs, refreshedAt + everyMs - now()))
  }

  return {
    records: () => add(ofRecords),
    list: (channel) => add(ofLists[channel] ?? []),
    everything: () => add([...ofRecords, ...Object.values(ofLists).flat()]),
  }
}

const isLong = (data: unknown): boolean => {
  const { pages } = (data ?? {}) as { readonly pages?: readonly unknown[] } // of a list that continues by cursor
  return (pages?.length ?? 0) > refreshedPages
}
