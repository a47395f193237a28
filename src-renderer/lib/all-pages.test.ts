import { expect, it } from 'vitest'
import { allPages } from './all-pages.ts'

const pages: Readonly<Record<string, { data: number[]; pagination: { limit: number; nextCursor: string | null } }>> = {
  '': { data: [1, 2], pagination: { limit: 2, nextCursor: 'b' } },
  b: { data: [3, 4], pagination: { limit: 2, nextCursor: 'c' } },
  c: { data: [5], pagination: { limit: 2, nextCursor: null } },
}

it('reads to the last page, in order', async () => {
  const read = await allPages(async ({ after = '' }) => pages[after] ?? { data: [], pagination: { limit: 2 } })
  expect(read).toEqual([1, 2, 3, 4, 5])
})
