import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { storageError } from '../db/database.ts'

/**
 * Stores bytes under their own sha256 (`<dir>/<first two digits>/<sha256>`): the same bytes are one file, and a file never changes.
 * On disk when it returns. @returns the name to read it back by.
 * @throws AppError `storage_full`, `storage_unavailable`.
 */
export function putFile(dir: string, bytes: Uint8Array): string {
  const name = createHash('sha256').update(bytes).digest('hex')
  const folder = join(dir, name.slice(0, 2))
  const path = join(folder, name)
  if (existsSync(path)) return name
  // NB: another process may store the same bytes right now; each writes its own unfinished file, and either rename is right.
  const unfinished = `${path}.${process.pid}.unfinished`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeSynced(unfinished, bytes)
    renameSync(unfinished, path)
    syncFolder(folder)
    return name
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw storageError(error, path)
  }
}

/** Reads a stored file. @throws AppError `not_found`, `storage_unavailable`. */
export function readFile(dir: string, name: string): Buffer {
  invariant(/^[0-9a-f]{64}$/.test(name), 'a stored file is named by its sha256')
  const path = join(dir, name.slice(0, 2), name)
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw notFound('file', name)
    throw storageError(error, path)
  }
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeFileSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes the new name itself survive a power cut. Windows has no such call and keeps its directory journal. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
