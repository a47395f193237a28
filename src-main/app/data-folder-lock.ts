import { join } from 'node:path'
import Database from 'better-sqlite3'
import { storageError } from '../infra/db/database.ts'
import { ConfigError } from './config.ts'

/** How long a start waits for its predecessor to finish closing, in milliseconds. */
const waitMs = 2_000

/**
 * Keeps a second server off the data folder: it would send every webhook again and answer from a cache that knows nothing of the first one's writes.
 * The lock is a SQLite transaction that never ends, which the system takes back however the process ends. The command line needs none.
 * @returns what gives the folder free again. @throws ConfigError when another server has it.
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, 'server.lock')
  const connection = new Database(file, { timeout: waitMs })
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY')
      throw new ConfigError(`--data-dir ${dataDir} is in use by another Interlock. Stop that one, or choose another folder.`, {
        cause: error,
      })
    throw storageError(error, file)
  }
  return () => connection.close()
}
