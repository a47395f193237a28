import { invalidField } from '../../lib/app-error.ts'
import type { CustomHeader, CustomHeaderInput } from './webhook-settings.contract.ts'

/** A header that a webhook adds to each of its requests, as it is stored. */
export interface StoredHeader {
  readonly name: string
  /** Sealed by the vault when it is a secret. */
  readonly value: string
  readonly isSecret: boolean
}

/** What stands for a secret in what is kept of an attempt. */
const hidden = '••••'

/**
 * What to store of the headers that were given; a secret that came back as it was shown stays what it is.
 * @throws AppError `invalid_request` for a header without a value that is not known by its name.
 */
export function storedHeaders(
  given: readonly CustomHeaderInput[],
  known: readonly StoredHeader[],
  seal: (text: string) => string,
): StoredHeader[] {
  return given.map(({ name, value, secret }, index) => {
    if (secret !== null) return { name, value: seal(secret), isSecret: true }
    if (value !== null) return { name, value, isSecret: false }
    const same = known.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (same !== undefined) return { ...same, name }
    throw invalidField(`headers.${index}.value`, 'needs a value, or a secret for what nobody may read again')
  })
}

/** As callers see them: a secret is never shown again. */
export const shownHeaders = (stored: readonly StoredHeader[]): CustomHeader[] =>
  stored.map(({ name, value, isSecret }) => ({ name, value: isSecret ? null : value, isSecret }))

export interface OpenHeaders {
  readonly sent: Readonly<Record<string, string>>
  /** As they are kept with an attempt. */
  readonly kept: Readonly<Record<string, string>>
}

/** As they go out; undefined when there are none. */
export function openHeaders(stored: readonly StoredHeader[], open: (sealed: string) => string): OpenHeaders | undefined {
  if (stored.length === 0) return undefined
  return {
    sent: Object.fromEntries(stored.map(({ name, value, isSecret }) => [name, isSecret ? open(value) : value])),
    kept: Object.fromEntries(stored.map(({ name, value, isSecret }) => [name, isSecret ? hidden : value])),
  }
}
