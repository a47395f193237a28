import { join } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { type Settings, settingsSchema } from './settings-schema.ts'

export interface SettingsStore {
  /** @throws AppError `invalid_request` when someone wrote something impossible into the file; names the setting and its value. */
  read(): Settings
  /** Changes the named settings; `undefined` takes one back to its default. On disk when it returns. */
  update(changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): void
}

/** What `conf` and `electron-store` have in common, as far as it is used here. */
export interface JsonFile {
  store: Record<string, unknown>
}

export const settingsFileOptions = (dataDir: string) => ({ cwd: dataDir, fileExtension: 'json' })

/** Settings over an opened JSON file; `open` fails when the file is no JSON. */
export function createSettingsStore(options: { readonly dataDir: string; readonly open: () => JsonFile }): SettingsStore {
  const path = join(options.dataDir, 'settings.json')
  const file = openOrExplain(options.open, path)
  return {
    read: () => parseSettings(file.store, path),
    update: (changes) => {
      const next = parseSettings({ ...file.store, ...changes }, path)
      file.store = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
    },
  }
}

function openOrExplain(open: () => JsonFile, path: string): JsonFile {
  try {
    return open()
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
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
