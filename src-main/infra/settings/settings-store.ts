import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { storageError } from '../db/database.ts'
import { writeWhole } from '../files/write-whole.ts'
import { type Settings, settingsSchema } from './settings-schema.ts'

export interface SettingsStore {
  /** @throws AppError `invalid_request` when someone wrote something impossible into the file; names the setting and its value. */
  read(): Settings
  /** Changes the named settings; `undefined` takes one back to its default. On disk when it returns. */
  update(changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): void
}

/** The settings of this machine: `<dataDir>/settings.json`, the same for both hosts. */
export function openSettings(dataDir: string): SettingsStore {
  const path = join(dataDir, 'settings.json')
  return {
    read: () => parseSettings(readJson(path), path),
    update: (changes) => {
      const next = parseSettings({ ...readJson(path), ...changes }, path) // JSON leaves out what is undefined
      writeWhole(path, `${JSON.stringify(next, undefined, 2)}\n`)
    },
  }
}

function readJson(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw storageError(cause, path)
    throw new AppError('invalid_request', `${path} is no valid JSON: ${cause.message}`, {
      cause,
      details: { fix: 'Mend or delete the file; without it the defaults hold.' },
    })
  }
}

function parseSettings(stored: Record<string, unknown>, path: string): Settings {
  const result = settingsSchema.safeParse(stored)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const name = issue?.path.join('.') ?? ''
  const value = issue?.path.reduce<unknown>((parent, key) => (parent as Record<PropertyKey, unknown> | undefined)?.[key], stored) // walks the path that zod reported
  throw new AppError('invalid_request', `${path}: ${name} cannot be ${JSON.stringify(value)}: ${issue?.message}.`, {
    details: { field: name },
  })
}
