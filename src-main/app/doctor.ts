import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Db } from '../infra/db/database.ts'
import { schemaState } from '../infra/db/migrate.ts'
import type { Vault } from '../infra/vault/vault.ts'
import { controlFile } from './control.ts'

export interface DoctorOptions {
  readonly dataDir: string
  readonly migrationsDir: string
  readonly host: string
  readonly port: number
  readonly openVault: () => Vault
}

/** Examines a data folder without changing it. @returns one sentence for each finding; none means healthy. */
export async function examine(options: DoctorOptions): Promise<string[]> {
  const { dataDir } = options
  if (!existsSync(dataDir)) return [`The data folder ${dataDir} does not exist; start Interlock once, or check --data-dir.`]
  const companies = listCompanies(dataDir)
  return [
    ...examineFolder(dataDir),
    ...examineDatabase(controlFile(dataDir), join(options.migrationsDir, 'control')),
    ...companies.flatMap((dir) =>
      ['live', 'sandbox'].flatMap((name) => [
        ...examineDatabase(join(dir, `${name}.db`), join(options.migrationsDir, 'workspace')),
        ...examineDatabase(join(dir, `${name}.log.db`), join(options.migrationsDir, 'log')),
      ]),
    ),
    ...examineVault(dataDir, options.openVault),
    ...(await examinePort(options)),
  ]
}

function listCompanies(dataDir: string): string[] {
  const dir = join(dataDir, 'companies')
  return existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : []
}

function examineFolder(dataDir: string): string[] {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK)
  } catch {
    return [`The data folder ${dataDir} cannot be read and written by this account; correct its permissions.`]
  }
  const isOpenToOthers = process.platform !== 'win32' && (statSync(dataDir).mode & 0o077) !== 0
  return isOpenToOthers ? [`The data folder ${dataDir} can be read by other accounts of this computer; run: chmod 700 ${dataDir}`] : []
}

function examineDatabase(file: string, migrationsFolder: string): string[] {
  if (!existsSync(file)) return [`The database file ${file} is missing; restore it from the backups folder.`]
  let connection: Database.Database | undefined
  try {
    connection = new Database(file, { readonly: true, timeout: 5_000 })
    const broken = (connection.pragma('integrity_check(3)') as { integrity_check: string }[]).filter((row) => row.integrity_check !== 'ok')
    const orphans = connection.pragma('foreign_key_check') as unknown[]
    return [
      ...broken.map(
        (row) => `The database file ${file} is damaged: ${row.integrity_check}. Restore the latest copy from the backups folder.`,
      ),
      ...(orphans.length === 0 ? [] : [`The database file ${file} has ${orphans.length} rows that refer to rows that are gone.`]),
      ...examineSchema(drizzle({ client: connection }) as Db, file, migrationsFolder), // the same driver, opened read-only
    ]
  } catch (error) {
    return [
      `The database file ${file} cannot be opened: ${error instanceof Error ? error.message : String(error)}. Restore the latest copy from the backups folder.`,
    ]
  } finally {
    connection?.close()
  }
}

function examineSchema(db: Db, file: string, migrationsFolder: string): string[] {
  const { applied, available } = schemaState(db, migrationsFolder)
  if (applied === available) return []
  if (applied > available)
    return [`The database file ${file} is at schema ${applied}, newer than this program's ${available}; update Interlock.`]
  return [`The database file ${file} is at schema ${applied} of ${available}; start Interlock once to bring it up to date.`]
}

function examineVault(dataDir: string, openVault: () => Vault): string[] {
  // NB: opening would create a vault; an examination changes nothing.
  if (!existsSync(join(dataDir, 'vault.json')))
    return [`The vault record ${join(dataDir, 'vault.json')} is missing; restore it from a backup of the data folder.`]
  try {
    const vault = openVault()
    if (vault.open(vault.seal('doctor')) === 'doctor') return []
    return [`The vault (${vault.kind}) does not give back what it sealed.`]
  } catch (error) {
    return [`The vault cannot be used: ${error instanceof Error ? error.message : String(error)}`]
  }
}

async function examinePort({ host, port }: DoctorOptions): Promise<string[]> {
  if (await isFree(host, port)) return []
  if (await isInterlock(host, port)) return []
  return [`Port ${port} on ${host} is used by another program; start Interlock with another --port.`]
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

async function isInterlock(host: string, port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(2_000) })
    return (await response.text()).includes('"interlock"')
  } catch {
    return false // nothing that answers HTTP: some other program
  }
}
