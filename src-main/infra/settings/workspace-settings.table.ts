import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was set for one company in one environment; what nobody set has its default in the code. */
export const workspaceSettings = sqliteTable('workspace_settings', {
  name: text('name').primaryKey(),
  value: text('value', { mode: 'json' }).notNull(),
})
