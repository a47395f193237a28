import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { DrizzleError } from 'drizzle-orm/errors'
import { AppError } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'

export type SqliteConnection = Database.Database
export type Db = BetterSQLite3Database<Record<string, never>> & { readonly $client: SqliteConnection }

/** How long a statement waits for another process (the CLI beside the server) to release the file, in milliseconds. */
const busyTimeoutMs = 5_000

/**
 * Opens a SQLite file for durable writes: WAL, `synchronous=FULL`, foreign keys. One connection a file and process.
 * @throws AppError `storage_unavailable` when the file is damaged, locked or unreadable; the message names the file.
 */
export function openDatabase(file: string): Db {
  let connection: SqliteConnection | undefined
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    connection = new Database(file, { timeout: busyTimeoutMs })
    connection.pragma('journal_mode = WAL')
    // NB: a WAL database reopens at synchronous=NORMAL; without FULL an acknowledged write could be lost with the power.
    connection.pragma('synchronous = FULL')
    invariant(connection.pragma('synchronous', { simple: true }) === 2, `synchronous=FULL did not hold for ${file}`)
    connection.pragma('foreign_keys = ON')
    connection.pragma('journal_size_limit = 67108864')
    connection.pragma('cache_size = -16384')
    connection.pragma('temp_store = MEMORY')
  } catch (error) {
    connection?.close()
    throw storageError(error, file)
  }
  return drizzle({ client: connection })
}

/** The closest AppError of a SQLite or file system failure; anything else comes back as it is. */
export function storageError(error: unknown, file: string): unknown {
  const code = sqliteCode(error)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('storage_full', `The disk that holds ${file} is full; nothing was written.`, {
      cause: error,
      details: { fix: 'Free some disk space and send the request again.' },
    })
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError('storage_unavailable', `The database file ${file} is damaged.`, {
      cause: error,
      details: { fix: 'Run `interlock doctor`, then restore the latest copy from the backups folder.' },
    })
  }
  if (/^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|READONLY)/.test(code) || code === 'EACCES' || code === 'EROFS') {
    return new AppError('storage_unavailable', `The database file ${file} cannot be used right now (${code}).`, {
      cause: error,
      details: { fix: 'Close other programs that hold the file and check its permissions.' },
      retryAfterSeconds: 1,
    })
  }
  return error
}

/** SQLite's or the system's code of a failure, also when drizzle has wrapped it. */
function sqliteCode(error: unknown): string {
  const source = error instanceof DrizzleError ? error.cause : error
  return source instanceof Error && 'code' in source ? String(source.code) : ''
}
