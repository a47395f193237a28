import { z } from 'zod'

export const maxPageSize = 100

/** `page[after]` and `page[limit]`: where to continue, and how many. */
export const pageQuery = z.strictObject({
  after: z.string().min(1).max(512).optional().describe('Cursor from `next_cursor` or the X-Next-Cursor header.'),
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(20).describe(`Items a page, 1 to ${maxPageSize}.`),
})

export type PageQuery = z.output<typeof pageQuery>

/** A list on the wire: `{ data: [...], pagination: { limit, next_cursor } }`; `next_cursor` is null on the last page. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    pagination: z.object({ limit: z.int(), nextCursor: z.string().nullable() }),
  })

export interface Page<Item> {
  data: Item[]
  pagination: { limit: number; nextCursor: string | null }
}
