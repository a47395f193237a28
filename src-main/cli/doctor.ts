import { existsSync } from 'node:fs'
import { examine } from '../app/doctor.ts'
import { settingsSchema } from '../infra/settings/settings-schema.ts'
import { openSettings } from '../infra/settings/settings-store.ts'
import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { createOsKeyring } from '../infra/vault/os-keyring.ts'
import type { Surroundings } from './surroundings.ts'

/** `interlock doctor`: one sentence for each finding, exit code 1 when there is one. */
export async function doctor(options: { dataDir: string; port?: number; host?: string }, surroundings: Surroundings): Promise<void> {
  // NB: opening the settings would create the folder; an examination changes nothing.
  const settings = existsSync(options.dataDir) ? openSettings(options.dataDir).read() : settingsSchema.parse({})
  const findings = await examine({
    dataDir: options.dataDir,
    migrationsDir: surroundings.assets.migrationsDir,
    host: options.host ?? settings.host,
    port: options.port ?? settings.port,
    openVault: () => openHeadlessVault({ dataDir: options.dataDir, keyring: createOsKeyring() }),
  })
  for (const finding of findings) surroundings.print(finding)
  if (findings.length === 0) surroundings.print(`${options.dataDir} is healthy.`)
  else process.exitCode = 1
}
