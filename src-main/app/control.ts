import { join } from 'node:path'
import type { Control } from '../infra/db/control.ts'
import { openDatabase } from '../infra/db/database.ts'
import { migrateWithBackup } from '../infra/db/migrate.ts'
import { createWriteQueue } from '../infra/db/write-queue.ts'
import { isoTime } from '../lib/identity.ts'
import type { Sources } from './sources.ts'

export interface OpenControl extends Control {
  /** Waits for queued writes, then closes the file. */
  readonly close: () => Promise<void>
}

export const controlFile = (dataDir: string): string => join(dataDir, 'control.db')

/** Opens control.db, creating or migrating it. @throws AppError `storage_unavailable`, `storage_full`. */
export function openControl(options: { dataDir: string; migrationsDir: string; sources: Sources }): OpenControl {
  const { dataDir, sources } = options
  const file = controlFile(dataDir)
  const db = openDatabase(file)
  const now = () => isoTime(sources.now())
  migrateWithBackup({
    db,
    file,
    migrationsFolder: join(options.migrationsDir, 'control'),
    backupsDir: join(dataDir, 'backups'),
    now: now(),
  })
  const queue = createWriteQueue({ db, file, now, newId: sources.newId })
  return {
    db,
    write: queue.write,
    close: async () => {
      await queue.close()
      db.$client.close()
    },
  }
}
