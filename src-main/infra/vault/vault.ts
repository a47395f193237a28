/**
 * Seals credentials. Only what `seal` returns may reach the database; `open` gives the plaintext back.
 * `kind` says which secret protects them, for the window and `interlock doctor`.
 */
export interface Vault {
  readonly kind: VaultKind
  /** @returns the ciphertext, base64. */
  seal(plaintext: string): string
  /** @throws AppError `storage_unavailable` when the text was changed, or sealed by another vault. */
  open(sealed: string): string
}

export const vaultKinds = ['safe_storage', 'os_keyring', 'key_file'] as const
export type VaultKind = (typeof vaultKinds)[number]

/** A secret store of the operating system, holding one secret an account. */
export interface Keyring {
  /** @returns undefined when the account holds none. @throws when the store does not answer. */
  find(account: string): string | undefined
  /** @throws when the store does not answer or refuses. */
  save(account: string, secret: string): void
}
