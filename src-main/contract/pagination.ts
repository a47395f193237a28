import { z } from 'zod'

export const maxPageSize = 100

/** `page[after]` and `page[limit]`: where to continue, and how many. */
export const pageQuery = z.strictObject({
  after: z.string().min(1).max(512).optional().describe('Cursor from `next_cursor` or the X-Next-Cursor header.'),
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(20).describe(`Items a page, 1 to ${maxPageSize}.`),
})

/** Or, for who counts pages, `page` and `limit`: then the answer carries the total, at the cost of counting. */
export const countedPageQuery = pageQuery.extend({
  number: z.coerce.number().int().min(1).max(1_000_000).optional().describe('Page by number, from 1; written page=2.'),
})

export type PageQuery = z.output<typeof pageQuery>
export type CountedPageQuery = z.output<typeof countedPageQuery>

const pagination = z
  .object({
    page: z.int().optional(),
    limit: z.int(),
    total: z.int().optional(),
    totalPages: z.int().optional(),
    nextCursor: z.string().nullable().optional(),
  })
  .meta({ id: 'Pagination' })

/**
 * A list on the wire: `{ data: [...], pagination: { limit, next_cursor } }`; `next_cursor` is null on the last page.
 * By page number: `pagination: { page, limit, total, total_pages }`.
 */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item), pagination })

export interface Page<Item> {
  data: Item[]
  pagination: {
    page?: number | undefined
    limit: number
    total?: number | undefined
    totalPages?: number | undefined
    nextCursor?: string | null | undefined
  }
}
