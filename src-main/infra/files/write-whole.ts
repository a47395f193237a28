import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { storageError } from '../db/database.ts'

/**
 * Writes a file, and its folder where there is none: the whole of it or nothing, on disk when it returns, for this account alone.
 * @throws AppError `storage_full`, `storage_unavailable`.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  // NB: another process may write the same file right now; each writes its own unfinished one, and the last rename stays.
  const unfinished = `${path}.${process.pid}.unfinished`
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeSynced(unfinished, content)
    renameSync(unfinished, path)
    syncFolder(folder)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw storageError(error, path)
  }
}

function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeFileSync(file, content)
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
