import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Which fields each full-text index holds; one that was made for other fields is made anew. */
export const searchIndexes = sqliteTable('search_indexes', {
  plural: text('plural').primaryKey(),
  fields: text('fields').notNull(),
})
