import type { Page, PageQuery } from '../../contract/pagination.ts'
import { type CursorValue, decodeCursor, encodeCursor } from './cursor.ts'

export const defaultPageSize = 20

/** Makes a page of rows of which one more than the page was read. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  options: { limit: number; cursor: (row: Row) => readonly CursorValue[]; view: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, options.limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > options.limit && last !== undefined ? encodeCursor(options.cursor(last)) : null
  return { data: shown.map(options.view), pagination: { limit: options.limit, nextCursor } }
}

interface ById<Row, Item> {
  /** Reads on from an id, at most so many rows. */
  readonly read: (from: { readonly id: number | undefined; readonly limit: number }) => readonly Row[]
  readonly idOf: (row: Row) => number
  readonly view: (row: Row) => Item
}

/** The page of a list in the order of one id that a query asks for. @throws AppError `invalid_cursor` */
export function pageById<Row, Item>(page: PageQuery | undefined, { read, idOf, view }: ById<Row, Item>): Page<Item> {
  const limit = page?.limit ?? defaultPageSize
  const id = page?.after === undefined ? undefined : Number(decodeCursor(page.after, 1)[0])
  return pageOf(read({ id, limit: limit + 1 }), { limit, cursor: (row) => [idOf(row)], view })
}
