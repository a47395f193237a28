import type { Vault } from '../infra/vault/vault.ts'

/** What differs between the desktop and the headless program. */
export interface Host {
  readonly kind: 'desktop' | 'headless'
  readonly vault: Vault
}
