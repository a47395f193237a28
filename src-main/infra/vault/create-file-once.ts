import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a file of mode 0600 that is whole and on disk, or not there at all. When another process was faster, its file stays.
 * @returns what the file holds.
 */
export function createFileOnce(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.unfinished`
  try {
    const file = openSync(unfinished, 'wx', 0o600)
    try {
      writeSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    // NB: a link fails where the name is taken, a rename would replace the other process's key.
    linkSync(unfinished, path)
    syncFolder(dirname(path))
  } catch (error) {
    if (!isTaken(error)) throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
  return readFileSync(path, 'utf8')
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

function syncFolder(path: string): void {
  if (process.platform === 'win32') return // Windows has no fsync of a folder; NTFS journals the name
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
