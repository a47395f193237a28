import { type InfiniteData, infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Page } from '../../src-main/contract/pagination.ts'

/** How often, and how many times, a search is repeated whose words are not all known yet. */
const repeatMs = 1_000
const maxRepeats = 60

/** A page of a list that may be searched by words. */
type SearchedPage<Item> = Page<Item> & { readonly isBehind?: boolean | undefined }

interface CursorListOptions<Item> {
  readonly queryKey: readonly unknown[]
  readonly fetchPage: (page: { readonly after?: string }, signal: AbortSignal) => Promise<SearchedPage<Item>>
}

/** Query options of a list that continues by cursor; belongs in a feature's `x.queries.ts`. */
export const cursorListOptions = <Item>({ queryKey, fetchPage }: CursorListOptions<Item>) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: undefined as string | undefined, // undefined is the first page
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam === undefined ? {} : { after: pageParam }, signal),
    getNextPageParam: (page: SearchedPage<Item>) => page.pagination.nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.isBehind === true && state.dataUpdateCount < maxRepeats ? repeatMs : false),
    placeholderData: keepPreviousData,
  })

/**
 * What a `DataTable` needs of a list: spread it into the table. @param isPaused whether what was read once stays as it is, whatever changes.
 */
export function useCursorList<Item>(options: ReturnType<typeof cursorListOptions<Item>>, { isPaused = false } = {}) {
  const query = useInfiniteQuery({ ...options, enabled: ({ state }) => !isPaused || state.data === undefined })
  const rows = useMemo(() => rowsOf(query.data), [query.data])
  return {
    rows,
    error: query.error,
    onRetry: () => void query.refetch(),
    // After a failed page the list stops asking by itself; scrolling must not hammer a server in trouble.
    hasMore: query.hasNextPage && !query.isFetchNextPageError,
    isLoadingMore: query.isFetchingNextPage,
    // Never in the place of a refresh that runs: what changed would stay as it was.
    onEndReached: () => void query.fetchNextPage({ cancelRefetch: false }),
  }
}

const rowsOf = <Item>(data: InfiniteData<Page<Item>, unknown> | undefined): readonly Item[] | undefined =>
  data?.pages.flatMap((page) => page.data)
