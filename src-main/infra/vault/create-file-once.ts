import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolderSynced, syncFolder, writeSynced } from '../files/synced.ts'

/**
 * Creates a file of mode 0600 that is whole and on disk, or not there at all. When another process was faster, its file stays.
 * @returns what the file holds.
 */
export function createFileOnce(path: string, content: string): string {
  makeFolderSynced(dirname(path))
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.unfinished`
  try {
    writeSynced(unfinished, content, 'wx')
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
