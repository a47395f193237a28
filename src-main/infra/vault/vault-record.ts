import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../lib/app-error.ts'
import { createFileOnce } from './create-file-once.ts'
import { keyFilePath } from './key-file.ts'
import { vaultKinds } from './vault.ts'

const recordSchema = z.object({ kind: z.enum(vaultKinds), account: z.string().optional() })

/** Which vault sealed the secrets of a data folder; for a keyring, under which account its key is. */
export type VaultRecord = z.output<typeof recordSchema>

const recordPath = (dataDir: string): string => join(dataDir, 'vault.json')

/** What was chosen for this folder, if anything was. It stays: another vault could not open what is there. */
export function findVaultRecord(dataDir: string): VaultRecord | undefined {
  const path = recordPath(dataDir)
  if (existsSync(path)) return parseRecord(path, readFileSync(path, 'utf8'))
  return existsSync(keyFilePath(dataDir)) ? { kind: 'key_file' } : undefined
}

/** Writes the choice down, and returns the one that holds: a process that was faster decides. */
export function saveVaultRecord(dataDir: string, record: VaultRecord): VaultRecord {
  const path = recordPath(dataDir)
  return parseRecord(path, createFileOnce(path, `${JSON.stringify(record)}\n`))
}

function parseRecord(path: string, text: string): VaultRecord {
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('storage_unavailable', `The file ${path} is damaged.`, {
      cause,
      details: { fix: 'Restore it from a backup of the data folder.' },
    })
  }
}
