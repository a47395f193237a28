import { Entry } from '@napi-rs/keyring'
import type { Keyring } from './vault.ts'

const service = 'Interlock'

/** Keychain on macOS, Credential Manager on Windows, Secret Service on Linux. */
export function createOsKeyring(): Keyring {
  // NB: without the pin, Linux falls back to the kernel's keyring, which forgets the key at the next boot.
  const entry = (account: string) => new Entry(service, account, { linux: { store: 'secret-service' } })
  return {
    find: (account) => entry(account).getPassword() ?? undefined,
    save: (account, secret) => entry(account).setPassword(secret),
  }
}
