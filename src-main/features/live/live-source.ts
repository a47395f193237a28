import type { CredentialSource } from '../../infra/http/principal.ts'

/** What the first message of a socket says about who opened it. */
export interface Claim {
  readonly token?: string | undefined
  readonly company?: string | undefined
  readonly environment?: string | undefined
}

/** The handshake's credential, and what a browser cannot put there, as the first message says it. */
export function claimed(handshake: CredentialSource, { token, company, environment }: Claim): CredentialSource {
  const claims: Readonly<Record<string, string | undefined>> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    'x-company': company,
    'x-environment': environment,
  }
  return { ...handshake, header: (name) => claims[name] ?? handshake.header(name) }
}

/** Whether the handshake itself carries a key or a token. */
export const hasCredential = ({ header }: CredentialSource): boolean => header('x-api-key') !== '' || header('authorization') !== ''

/** The same text for the same credential from the same place. NB: holds secrets; it never leaves the memory. */
export const sourceKey = ({ header, address }: CredentialSource): string =>
  [...['x-api-key', 'authorization', 'x-company', 'x-environment', 'cookie'].map(header), address].join('\n')
