import { openControl } from '../app/control.ts'
import { systemSources } from '../app/sources.ts'
import { newApiKey } from '../features/api-keys/api-keys.contract.ts'
import { createApiKey } from '../features/api-keys/new-api-key.ts'
import type { Environment } from '../infra/db/workspace.ts'
import { parseWire } from '../infra/http/validation.ts'
import type { Surroundings } from './surroundings.ts'

interface CreateKeyOptions {
  readonly dataDir: string
  readonly company: string
  readonly env: Environment
  readonly name: string
  readonly scopes: readonly string[]
  readonly rateLimit?: number
  readonly json: boolean
}

/** `interlock key create`: prints the key once. Works beside a running server, which accepts the key at once. */
export async function createKey(options: CreateKeyOptions, surroundings: Surroundings): Promise<void> {
  const input = parseWire(newApiKey, {
    name: options.name,
    scopes: options.scopes,
    environment: options.env,
    ...(options.rateLimit === undefined ? {} : { rate_limit_per_hour: options.rateLimit }),
  })
  const sources = systemSources()
  const control = openControl({ dataDir: options.dataDir, migrationsDir: surroundings.assets.migrationsDir, sources })
  try {
    const created = await createApiKey({ control, now: sources.now, newSecret: sources.newSecret }, { company: options.company, input })
    surroundings.print(
      options.json
        ? JSON.stringify({ id: created.id, key: created.key, environment: created.environment, scopes: created.scopes })
        : created.key,
    )
  } finally {
    await control.close()
  }
}
