import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { storageError } from '../db/database.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Stores bytes under their own sha256 (`<dir>/<first two digits>/<sha256>`): the same bytes are one file, and a file never changes.
 * On disk when it returns. @returns the name to read it back by.
 * @throws AppError `storage_full`, `storage_unavailable`.
 */
export function putFile(dir: string, bytes: Uint8Array): string {
  const name = createHash('sha256').update(bytes).digest('hex')
  const path = join(dir, name.slice(0, 2), name)
  if (existsSync(path)) return name
  writeWhole(path, bytes)
  return name
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
