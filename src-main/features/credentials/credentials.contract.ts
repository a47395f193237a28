import { z } from 'zod'
import { scope } from '../../contract/fields.ts'
import { listOf } from '../../contract/pagination.ts'
import { revisions } from '../../contract/revisions.ts'
import { route } from '../../contract/route.ts'
import { scopes } from '../../contract/scopes.ts'

/** What a system calls with; people have sessions. */
export const credentialTypes = ['api_key', 'oauth_client'] as const
export type CredentialType = (typeof credentialTypes)[number]

export interface Credential {
  readonly type: CredentialType
  readonly id: number
}

export const environments = ['live', 'sandbox'] as const

export const defaultRateLimitPerHour = 1_000

const revisionDates = revisions.map(({ date }) => date)
const apiVersion = z.enum(revisionDates as [string, ...string[]]) // there is at least one

export const allowedAddress = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is neither an IP address nor a range such as 10.0.4.0/24')
  .describe('An IP address or a range, 192.168.1.20 or 10.0.4.0/24.')

/** What the metadata of a credential may take as JSON, in bytes. */
const maxMetadataBytes = 10 * 1024

const metadata = z
  .record(z.string().min(1).max(100), z.string())
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= maxMetadataBytes, 'is larger than 10 KB')
  .describe('Names and texts of your own, up to 10 KB of JSON.')

/** What everybody sees of a credential, whatever its type. */
export const credentialView = {
  id: z.int(),
  name: z.string(),
  description: z.string().nullable(),
  environment: z.enum(environments),
  scopes: z.array(scope),
  rateLimitPerHour: z.int().describe('Reads, and as many writes, that it may make in an hour.'),
  rateLimitId: z.int().nullable().describe('The named limit that it shares instead of its own number.'),
  apiVersion: z.string().describe('The revision of the API that it gets unless it sends API-Version.'),
  allowedAddresses: z.array(z.string()).describe('Empty: any address.'),
  metadata: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime().nullable(),
  ownerId: z.int().nullable(),
  ownerName: z.string().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedAddress: z.string().nullable(),
}

/** What an admin chooses for a credential, whatever its type. */
export const credentialFields = {
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable(),
  scopes: z.array(scope).min(1).max(scopes.length),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  rateLimitPerHour: z.int().min(1).max(10_000_000),
  rateLimitId: z.int().positive().nullable().describe('A named limit to share instead of a number of its own.'),
  apiVersion: apiVersion.describe('The revision of the API that it gets unless it sends API-Version; the newest unless given.'),
  allowedAddresses: z.array(allowedAddress).max(50),
  metadata,
  ownerId: z.int().positive().nullable().describe('The person who looks after it; somebody of the company.'),
}

/** The same for a new one, with what it gets unless that is chosen. */
export const newCredentialFields = {
  ...credentialFields,
  description: credentialFields.description.default(null),
  environment: z.enum(environments),
  expiresAt: credentialFields.expiresAt.default(null),
  rateLimitPerHour: credentialFields.rateLimitPerHour.default(defaultRateLimitPerHour),
  rateLimitId: credentialFields.rateLimitId.default(null),
  apiVersion: credentialFields.apiVersion.default(String(revisionDates.at(-1))),
  allowedAddresses: credentialFields.allowedAddresses.default([]),
  metadata: credentialFields.metadata.default({}),
  ownerId: credentialFields.ownerId.optional(),
}

export const credentialUsage = z
  .object({
    callsLastDay: z.int().describe('In the last 24 hours.'),
    failedLastDay: z.int(),
    callsLastMonth: z.int().describe('In the last 30 days.'),
    addressesLastDay: z.array(z.object({ address: z.string(), calls: z.int() })).describe('Where it was used from, most calls first.'),
    lastError: z.object({ code: z.string(), requestId: z.string(), at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'CredentialUsage' })

export type CredentialUsage = z.output<typeof credentialUsage>

export const safetyFindings = [
  'never_used',
  'idle',
  'expired',
  'turned_off',
  'never_expires',
  'long_lived',
  'no_limit',
  'any_address',
  'wide_scope',
] as const
export type SafetyFinding = (typeof safetyFindings)[number]

const credentialSafety = z
  .object({
    kind: z.enum(credentialTypes),
    id: z.int(),
    name: z.string(),
    prefix: z.string().describe('What may be shown of it: the beginning of a key, the id of a client.'),
    environment: z.enum(environments),
    findings: z.array(z.enum(safetyFindings)),
    isSafeToRemove: z.boolean().describe('Nothing has used it for 90 days, or nothing can.'),
    lastUsedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    ownerName: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CredentialSafety' })

export type CredentialSafety = z.output<typeof credentialSafety>

export const listCredentialSafety = route({
  method: 'GET',
  path: '/api/api-keys/safety',
  operationId: 'list_credential_safety',
  summary: 'List the API keys and OAuth clients that could be safer, those that are safe to remove first',
  tag: 'API keys',
  access: { scope: 'api_keys:read' },
  response: listOf(credentialSafety),
})
