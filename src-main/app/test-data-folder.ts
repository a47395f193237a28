import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCompany } from '../features/companies/companies.service.ts'
import { createFirstOwner } from '../features/people/people.service.ts'
import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { assetsOf } from './assets.ts'
import type { AppConfig } from './config.ts'
import { createFeatures } from './features.ts'
import { openFoundation } from './foundation.ts'

export const testOwner = {
  companyName: 'Test Plant',
  name: 'Olivia Owner',
  email: 'owner@plant.example',
  password: 'correct horse battery',
} as const

export const testConfig = (dataDir: string): AppConfig => ({
  dataDir,
  host: '127.0.0.1',
  port: 0,
  version: '0.0.0-test',
  isDemo: false,
  logLevel: 'silent',
  assets: assetsOf(new URL('../main.node.ts', import.meta.url).href),
})

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'interlock-app-'))

let made: Promise<string> | undefined

/**
 * A data folder of a company `test-plant` with an owner, whose files have their tables and indexes and nothing in them. NB: made once a process and
 * copied from then on, since migrating the files takes longer than everything else of a start.
 */
export async function copyDataFolder(): Promise<string> {
  made ??= makeDataFolder()
  const dataDir = newFolder()
  cpSync(await made, dataDir, { recursive: true })
  return dataDir
}

async function makeDataFolder(): Promise<string> {
  const dataDir = newFolder()
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const sources = {
    now: () => Date.parse('2026-11-22T08:00:00.000Z'),
    newId: (): never => {
      throw new Error('Ids are for the application that gets the copy.')
    },
    random: () => 0.5,
    newSecret: randomBytes,
    freeDiskPercent: () => 50,
  }
  const vault = openHeadlessVault({ dataDir, keyring: undefined })
  const foundation = await openFoundation(testConfig(dataDir), { kind: 'headless', vault }, sources, () => undefined)
  createFeatures(foundation)
  const { company } = await createFirstOwner({ control: foundation.control, createCompany }, { ...testOwner, language: 'en' })
  foundation.openCompany(company)
  await foundation.dispatchers.stop()
  await foundation.workspaces.close()
  await foundation.control.close()
  foundation.unlock()
  return dataDir
}
