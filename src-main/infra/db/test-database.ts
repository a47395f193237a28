import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { onTestFinished } from 'vitest'
import { type Db, openDatabase } from './database.ts'
import { createWriteQueue, type WriteQueue } from './write-queue.ts'

export interface TestDatabase {
  readonly db: Db
  readonly file: string
  readonly write: WriteQueue['write']
  readonly setTime: (iso: string) => void
}

/** A real database with the newest schema in a folder of its own, gone when the test ends; time stands still, ids count up. */
export function createTestDatabase(schema: 'control' | 'workspace' | 'log'): TestDatabase {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-test-'))
  const file = join(dir, `${schema}.db`)
  const db = openDatabase(file)
  migrate(db, { migrationsFolder: fileURLToPath(new URL(`../../../resources/migrations/${schema}`, import.meta.url)) })
  let now = '2026-11-22T08:00:00.000Z'
  let count = 0
  const newId = (prefix: string) => `${prefix}_${String(++count).padStart(6, '0')}`
  const queue = createWriteQueue({ db, file, now: () => now, newId })
  onTestFinished(async () => {
    await queue.close()
    db.$client.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return { db, file, write: queue.write, setTime: (iso) => (now = iso) }
}
