import { mkdirSync } from 'node:fs'
import { parseConfig } from '../app/config.ts'
import { createApp } from '../app/create-app.ts'
import { openSettings } from '../infra/settings/settings-store.ts'
import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { createOsKeyring } from '../infra/vault/os-keyring.ts'
import type { Surroundings } from './surroundings.ts'

interface ServeOptions {
  readonly dataDir: string
  readonly port?: number
  readonly host?: string
  readonly logLevel: string
  readonly redisUrl?: string
  readonly demo: boolean
}

/** `interlock serve`: runs until it is asked to stop, then finishes what runs and closes. */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<void> {
  const { assets, version, print } = surroundings
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const settings = openSettings(options.dataDir).read()
  const config = parseConfig(
    {
      dataDir: options.dataDir,
      host: options.host ?? settings.host,
      port: options.port ?? settings.port,
      logLevel: options.logLevel,
      redisUrl: options.redisUrl ?? settings.redisUrl,
    },
    { version, isDemo: options.demo, assets },
  )
  const vault = openHeadlessVault({ dataDir: config.dataDir, keyring: createOsKeyring() })
  const app = await createApp(config, { kind: 'headless', vault })
  try {
    const { url, setupUrl, demoSignIn } = await app.listen()
    print(`Interlock is ready at ${url}`)
    if (!isLoopback(config.host))
      print(`Listening on ${config.host} without TLS: keys cross the network in the clear. Keep it to a network you trust.`)
    if (setupUrl !== undefined) print(`Nobody owns this installation yet. Set it up once at ${setupUrl}`)
    if (demoSignIn !== undefined) print(`Sample plant: sign in as ${demoSignIn.email} with the password ${demoSignIn.password}`)
    await surroundings.stopped
  } finally {
    await app.close()
  }
}

/** Whether only this computer can call. */
const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host)
