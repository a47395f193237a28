import { mkdirSync } from 'node:fs'
import { openControl } from '../app/control.ts'
import { systemSources } from '../app/sources.ts'
import { createCompany } from '../features/companies/companies.service.ts'
import { setUpOwner } from '../features/people/people.contract.ts'
import { createFirstOwner } from '../features/people/people.service.ts'
import { createWorkspaces } from '../infra/db/workspaces.ts'
import { parseWire } from '../infra/http/validation.ts'
import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { createOsKeyring } from '../infra/vault/os-keyring.ts'
import { isoTime } from '../lib/identity.ts'
import type { Surroundings } from './surroundings.ts'

interface InitOptions {
  readonly dataDir: string
  readonly company: string
  readonly email: string
  readonly name?: string
}

const ownerInput = setUpOwner.body.omit({ token: true })

/** `interlock init`: creates the first company with its owner and files. A running server serves it from its next start. */
export async function init(options: InitOptions, surroundings: Surroundings): Promise<void> {
  const password = (await surroundings.readStdin()).replace(/\r?\n$/, '')
  const owner = parseWire(ownerInput, {
    company_name: options.company,
    name: options.name ?? options.email,
    email: options.email,
    password,
  })
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  openHeadlessVault({ dataDir: options.dataDir, keyring: createOsKeyring() })
  const sources = systemSources()
  const { migrationsDir } = surroundings.assets
  const control = openControl({ dataDir: options.dataDir, migrationsDir, sources })
  try {
    const { company } = await createFirstOwner({ control, createCompany }, owner)
    const workspaces = createWorkspaces({
      dataDir: options.dataDir,
      ...surroundings.assets,
      now: () => isoTime(sources.now()),
      newId: sources.newId,
      onCommit: () => undefined, // nobody listens in this process
    })
    workspaces.open(company)
    await workspaces.close()
    surroundings.print(`Created the company ${company} with its owner ${owner.email}.`)
  } finally {
    await control.close()
  }
}
