import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { type Db, storageError } from './database.ts'

export interface SchemaState {
  readonly applied: number
  readonly available: number
}

/** How many of the migrations in the folder this file has. Reads only. */
export function schemaState(db: Db, migrationsFolder: string): SchemaState {
  const hasTable = db.get<{ n: number }>(sql`SELECT count(*) AS n FROM sqlite_master WHERE name = '__drizzle_migrations'`)
  const applied = hasTable?.n ? (db.get<{ n: number }>(sql`SELECT count(*) AS n FROM __drizzle_migrations`)?.n ?? 0) : 0
  return { applied, available: readMigrationFiles({ migrationsFolder }).length }
}

/**
 * Brings a file to the newest schema. A file that already holds a schema is first copied to `backupsDir`
 * (`<name>-<n applied>-<time>.db`, by VACUUM INTO: consistent, compact), so that an upgrade can be undone.
 * @returns the path of the copy, if one was made.
 */
export function migrateWithBackup(options: {
  db: Db
  file: string
  migrationsFolder: string
  backupsDir: string
  now: string
}): string | undefined {
  const { db, file, migrationsFolder, backupsDir } = options
  try {
    const state = schemaState(db, migrationsFolder)
    if (state.applied === state.available) return undefined
    const copy =
      state.applied > 0 ? backUp(db, { file, backupsDir, label: `${state.applied}-${options.now.replaceAll(':', '')}` }) : undefined
    migrate(db, { migrationsFolder })
    return copy
  } catch (error) {
    throw storageError(error, file)
  }
}

function backUp(db: Db, options: { file: string; backupsDir: string; label: string }): string {
  mkdirSync(options.backupsDir, { recursive: true, mode: 0o700 })
  const copy = join(options.backupsDir, `${basename(options.file, '.db')}-${options.label}.db`)
  // NB: under another name until it is whole, or a power cut would leave half a copy that looks like one.
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { force: true })
  db.run(sql`VACUUM INTO ${unfinished}`)
  renameSync(unfinished, copy)
  return copy
}
