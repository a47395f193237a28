import { type IndexBuilder, index, type SQLiteColumn } from 'drizzle-orm/sqlite-core'

type Columns = Readonly<Record<string, SQLiteColumn>> & { readonly id: SQLiteColumn }

/**
 * The indexes that the lists of a record type need: by each sort, and by each sort within one value of a field that lists are narrowed by, the
 * status among them. Without them SQLite would read and sort every row for each page.
 */
export function listIndexes(
  plural: string,
  columns: Columns,
  lists: { sorts: readonly string[]; within?: readonly string[] },
): IndexBuilder[] {
  const { id } = columns
  const named = (...parts: readonly SQLiteColumn[]) => index([plural, ...parts.map(({ name }) => name)].join('_'))
  const column = (name: string): SQLiteColumn => columns[name] as SQLiteColumn // the test of every record type's plans would miss the index
  const sorts = lists.sorts.map(column)
  const within = [...('status' in columns ? ['status'] : []), ...(lists.within ?? [])].map(column)
  return [
    ...sorts.map((sort) => named(sort).on(sort, id)),
    ...within.flatMap((field) => [named(field).on(field, id), ...sorts.map((sort) => named(field, sort).on(field, sort, id))]),
  ]
}
