import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { FileSource } from '../../connectors/kit/sync.ts'
import type { Workspace } from '../../infra/db/workspace.ts'

/** A file of this run alone, which goes when it is stored. */
export interface PackedBackup extends FileSource {
  readonly discard: () => Promise<void>
}

/** Pages that are copied in one turn of the event loop. */
const pagesAtOnce = 500

/**
 * Copies the database of a workspace as it is at one moment, while others write to it, and packs the copy. Secrets are in it as they are on disk, sealed
 * for this computer: nobody else can open them.
 */
export async function packBackup({ db, filesDir }: Pick<Workspace, 'db' | 'filesDir'>, name: string): Promise<PackedBackup> {
  const dir = join(dirname(filesDir), 'outgoing')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const [copy, packed] = [join(dir, `${name}.db`), join(dir, `${name}.db.gz`)]
  try {
    await db.$client.backup(copy, { progress: () => pagesAtOnce })
    await pipeline(createReadStream(copy), createGzip(), createWriteStream(packed, { mode: 0o600 }))
  } finally {
    await rm(copy, { force: true })
  }
  const { size } = await stat(packed)
  return {
    size,
    read: async (offset, length) => {
      const file = await open(packed)
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    discard: () => rm(packed, { force: true }),
  }
}
