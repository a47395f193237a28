import type { Scope } from '../../src-main/contract/scopes.ts'
import { defaultRateLimitPerHour } from '../../src-main/features/credentials/credentials.contract.ts'
import { dayOf } from './calendar-day.ts'
import { type ExpiryChoice, entriesOf, expiresAt } from './credential-expiry.ts'
import { metadataOf, metadataText } from './metadata-text.ts'
import { choiceOf, noLevels, type ResourceLevels, type ScopePreset, scopesOf } from './scope-choice.ts'

/** What the forms of an API key and of an OAuth client have in common, as it is typed. */
export interface CredentialValues {
  readonly name: string
  readonly description: string
  readonly environment: 'live' | 'sandbox'
  readonly preset: ScopePreset
  readonly levels: ResourceLevels
  /** Nothing is typed here; the place for what is wrong with the choice. */
  readonly scopes: ''
  readonly expiry: ExpiryChoice
  /** `2026-11-22` */
  readonly expiresAt: string
  readonly rateLimitPerHour: number | string
  /** A named limit's id; empty for a number of its own. */
  readonly rateLimitId: string
  /** One a line. */
  readonly allowedAddresses: string
  /** `name=text`, one a line. */
  readonly metadata: string
  /** A person's id; empty for nobody. */
  readonly ownerId: string
}

export const newCredential: CredentialValues = {
  name: '',
  description: '',
  environment: 'live',
  preset: 'read',
  levels: noLevels,
  scopes: '',
  expiry: 'never',
  expiresAt: '',
  rateLimitPerHour: defaultRateLimitPerHour,
  rateLimitId: '',
  allowedAddresses: '',
  metadata: '',
  ownerId: '',
}

const numberOf = (id: string): number | null => (id === '' ? null : Number(id))

/** The same as the API takes it. */
export const credentialBody = (values: CredentialValues, now: number) => ({
  name: values.name,
  description: values.description.trim() === '' ? null : values.description,
  scopes: scopesOf(values.preset, values.levels),
  expiresAt: expiresAt(values.expiry, values.expiresAt, now),
  rateLimitPerHour: Number(values.rateLimitPerHour),
  rateLimitId: numberOf(values.rateLimitId),
  allowedAddresses: entriesOf(values.allowedAddresses),
  metadata: metadataOf(values.metadata) ?? {},
  ownerId: numberOf(values.ownerId),
})

interface Credential {
  readonly name: string
  readonly description: string | null
  readonly environment: 'live' | 'sandbox'
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
  readonly rateLimitPerHour: number
  readonly rateLimitId: number | null
  readonly allowedAddresses: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
  readonly ownerId: number | null
}

/** What a credential that is there looks like in its form. */
export const credentialValues = (credential: Credential): CredentialValues => ({
  ...choiceOf(credential.scopes),
  name: credential.name,
  description: credential.description ?? '',
  environment: credential.environment,
  scopes: '',
  expiry: credential.expiresAt === null ? 'never' : 'date',
  expiresAt: credential.expiresAt === null ? '' : dayOf(Date.parse(credential.expiresAt)),
  rateLimitPerHour: credential.rateLimitPerHour,
  rateLimitId: credential.rateLimitId === null ? '' : String(credential.rateLimitId),
  allowedAddresses: credential.allowedAddresses.join('\n'),
  metadata: metadataText(credential.metadata),
  ownerId: credential.ownerId === null ? '' : String(credential.ownerId),
})

/** Only what was changed, so that what somebody else changed meanwhile stays. */
export const changesOf = <Body extends object>(before: Body, after: Body): Partial<Body> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Body])),
  ) as Partial<Body> // some entries of the same
