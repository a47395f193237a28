import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Api } from './api.ts'
import { createLiveRefresh } from './live-refresh.ts'
import { cursorListOptions } from './use-cursor-list.ts'

const scope = ['plant', 'live'] as const
const api = { scopeKey: () => scope } as unknown as Api // nothing else of it is used

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-22T08:00:00Z') }))
afterEach(() => void vi.useRealTimers())

/** A list of jobs on the screen, scrolled to so many pages. */
async function openList({ pages, part = 'jobs' }: { readonly pages: number; readonly part?: string }) {
  const client = new QueryClient()
  const read: string[] = []
  const options = cursorListOptions<{ id: number }>({
    queryKey: [...scope, part, 'list'],
    fetchPage: async ({ after = '0' }) => {
      read.push(after)
      return { data: [{ id: Number(after) }], pagination: { limit: 1, nextCursor: String(Number(after) + 1) } }
    },
  })
  const observer = new InfiniteQueryObserver(client, options)
  const close = observer.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  for (let page = 1; page < pages; page += 1) await observer.fetchNextPage()
  read.length = 0
  const refresh = createLiveRefresh(api, client, () => Date.now())
  const after = async (milliseconds: number): Promise<readonly string[]> => {
    await vi.advanceTimersByTimeAsync(milliseconds)
    return read.splice(0)
  }
  return { refresh, after, close }
}

it('reads a short list anew soon after a change, and then once a second however much changes', async () => {
  const { refresh, after, close } = await openList({ pages: 1 })
  refresh.records()
  expect(await after(100)).toEqual(['0'])
  for (let change = 0; change < 5; change += 1) refresh.records()
  expect(await after(500)).toEqual([])
  expect(await after(600)).toEqual(['0'])
  expect(await after(5_000)).toEqual([])
  close()
})

it('reads a list that was scrolled far anew too, less often the longer it is', async () => {
  const { refresh, after, close } = await openList({ pages: 4 })
  refresh.records()
  expect(await after(3_900)).toEqual([])
  expect(await after(200)).toEqual(['0', '1', '2', '3'])
  refresh.records()
  expect(await after(1_500)).toEqual([])
  refresh.records()
  expect(await after(2_600)).toEqual(['0', '1', '2', '3'])
  expect(await after(10_000)).toEqual([])
  close()
})

it('leaves a list alone whose data no change is about', async () => {
  const { refresh, after, close } = await openList({ pages: 3, part: 'webhooks' })
  refresh.records()
  expect(await after(5_000)).toEqual([])
  refresh.list('changes/webhooks')
  expect(await after(5_000)).toEqual(['0', '1', '2'])
  close()
})
