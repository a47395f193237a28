import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { storageError } from '../db/database.ts'
import { makeFolderSynced, syncFolder, writeSynced } from './synced.ts'

/**
 * Writes a file, and its folder where there is none: the whole of it or nothing, on disk when it returns, for this account alone.
 * @throws AppError `storage_full`, `storage_unavailable`.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  // NB: another process may write the same file right now; each writes its own unfinished one, and the last rename stays.
  const unfinished = `${path}.${process.pid}.unfinished`
  const folder = dirname(path)
  try {
    makeFolderSynced(folder)
    writeSynced(unfinished, content, 'w')
    renameSync(unfinished, path)
    syncFolder(folder)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw storageError(error, path)
  }
}
