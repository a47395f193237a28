import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

/** What can come to an end. */
export const expiryKinds = ['api_key', 'oauth_client', 'consent', 'webhook_secret', 'connection', 'certificate'] as const
export type ExpiryKind = (typeof expiryKinds)[number]

/** What a credential belongs to; its page is where it is renewed. */
const subjectTypes = ['api_key', 'oauth_client', 'webhook', 'connection', 'outgoing_calls'] as const

export const expiringCredential = z
  .object({
    id: z.string().describe('The same as long as it is the same credential: `api_key:12`, `certificate:webhook:3:9F…`.'),
    kind: z.enum(expiryKinds),
    name: z.string(),
    detail: z
      .string()
      .nullable()
      .describe('What may be shown of it: the beginning of a key, the id of a client, the subject of a certificate.'),
    subjectType: z.enum(subjectTypes).describe('What it belongs to.'),
    subjectId: z.int().nullable().describe('Null for what the company has once.'),
    isReplaced: z.boolean().describe('Another one has its place already; it goes on until its end for those that still use it.'),
    ownerName: z.string().nullable().describe('Who looks after it, or gave the consent.'),
    lastUsedAt: z.iso.datetime().nullable().describe('Null when it was never used, or when nothing counts its uses, as with certificates.'),
    createdAt: z.iso.datetime().describe('Since when it holds; of what is replaced, since when it is.'),
    expiresAt: z.iso.datetime().nullable().describe('Null for never.'),
  })
  .meta({ id: 'ExpiringCredential' })

export type ExpiringCredential = z.output<typeof expiringCredential>

export const listExpiry = route({
  method: 'GET',
  path: '/api/expiry',
  operationId: 'list_expiry',
  summary: 'List every key, client, consent, webhook secret, connection and certificate with its end, the next one first',
  tag: 'Expiry',
  access: { scope: 'company:read' },
  query: z.strictObject({
    kind: z.enum(expiryKinds).optional(),
    withinDays: z.coerce.number().int().min(0).max(3_650).optional().describe('Only what has ended or ends within so many days.'),
  }),
  response: listOf(expiringCredential),
})
