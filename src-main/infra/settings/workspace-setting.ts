import { eq, sql } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { workspaceSettings } from './workspace-settings.table.ts'

const byName = prepared((db) =>
  db
    .select({ value: workspaceSettings.value })
    .from(workspaceSettings)
    .where(eq(workspaceSettings.name, sql.placeholder('name')))
    .prepare(),
)

/** One number that can be set for each workspace. */
export interface WorkspaceSetting {
  readonly read: (db: Db) => number
  readonly write: (db: Db, value: number) => void
}

export const workspaceSetting = (name: string, otherwise: number): WorkspaceSetting => ({
  read: (db) => (byName(db).get({ name })?.value as number | undefined) ?? otherwise, // only `write` below puts values there
  write: (db, value) => {
    db.insert(workspaceSettings).values({ name, value }).onConflictDoUpdate({ target: workspaceSettings.name, set: { value } }).run()
  },
})
