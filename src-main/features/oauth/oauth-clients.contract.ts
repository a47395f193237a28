import { z } from 'zod'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { credentialFields, credentialUsage, credentialView, newCredentialFields } from '../credentials/credentials.contract.ts'

/** Ways to a token (RFC 6749): for the client itself, for a person who consents, and to go on for that person. */
export const grantTypes = ['client_credentials', 'authorization_code', 'refresh_token'] as const
export type GrantType = (typeof grantTypes)[number]

const byId = z.strictObject({ id: z.coerce.number().int().positive() })

export const oauthClient = z
  .object({
    ...credentialView,
    clientId: z.string().describe('Public; what the client calls itself by.'),
    isConfidential: z.boolean().describe('Whether it has a secret. An app on a desktop or phone cannot keep one.'),
    grantTypes: z.array(z.enum(grantTypes)),
    redirectUris: z.array(z.string()),
    isActive: z.boolean(),
    previousSecretExpiresAt: z.iso.datetime().nullable().describe('Until then the secret before the last rotation is accepted too.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'OauthClient' })

export type OauthClient = z.output<typeof oauthClient>

const fields = {
  grantTypes: z.array(z.enum(grantTypes)).min(1).max(grantTypes.length),
  redirectUris: z
    .array(z.string().trim().min(1).max(500))
    .max(20)
    .describe('Where authorizations may lead back to; for authorization_code. A loopback address fits at every port.'),
}

export const newOauthClient = z
  .strictObject({
    ...newCredentialFields,
    ...fields,
    redirectUris: fields.redirectUris.default([]),
    isConfidential: z.boolean().default(true),
  })
  .meta({ id: 'NewOauthClient' })

export type NewOauthClient = z.output<typeof newOauthClient>

const oauthClientChange = z
  .strictObject({ ...credentialFields, ...fields, isActive: z.boolean().describe('Off refuses its tokens too, at once.') })
  .partial()
  .meta({ id: 'OauthClientChange', description: 'The fields to change; the others stay.' })

export type OauthClientChange = z.output<typeof oauthClientChange>

export const oauthClientWithSecret = oauthClient
  .extend({ clientSecret: z.string().nullable().describe('In this answer only; it cannot be shown again. Null for a public client.') })
  .meta({ id: 'OauthClientWithSecret' })

export type OauthClientWithSecret = z.output<typeof oauthClientWithSecret>

/** Longest that an old secret is accepted beside the new one, in seconds: 30 days. */
const maxOverlapSeconds = 30 * 24 * 3_600

export const listOauthClients = route({
  method: 'GET',
  path: '/api/oauth/clients',
  operationId: 'list_oauth_clients',
  summary: 'List OAuth clients with their last use, newest first',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:read' },
  response: listOf(oauthClient),
})

export const getOauthClient = route({
  method: 'GET',
  path: '/api/oauth/clients/{id}',
  operationId: 'get_oauth_client',
  summary: 'Get an OAuth client',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:read' },
  params: byId,
  response: oauthClient,
  errors: ['not_found'],
})

export const getOauthClientUsage = route({
  method: 'GET',
  path: '/api/oauth/clients/{id}/usage',
  operationId: 'get_oauth_client_usage',
  summary: 'Get how much an OAuth client is used, and from where',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:read' },
  params: byId,
  response: credentialUsage,
  errors: ['not_found'],
})

export const createOauthClient = route({
  method: 'POST',
  path: '/api/oauth/clients',
  operationId: 'create_oauth_client',
  summary: 'Create an OAuth client; the answer shows its secret once',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  showsSecret: true,
  body: newOauthClient,
  status: 201,
  response: oauthClientWithSecret,
  example: {
    body: {
      name: 'MES gateway',
      environment: 'sandbox',
      grantTypes: ['client_credentials'],
      scopes: ['jobs:read', 'production_outputs:write'],
    },
  },
})

export const updateOauthClient = route({
  method: 'PATCH',
  path: '/api/oauth/clients/{id}',
  operationId: 'update_oauth_client',
  summary: 'Change an OAuth client; tokens that it already has follow at once',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  params: byId,
  body: oauthClientChange,
  response: oauthClient,
  errors: ['not_found'],
  example: { params: { id: 2 }, body: { description: 'Gateway of line 2', rateLimitPerHour: 2_000 } },
})

export const deleteOauthClient = route({
  method: 'DELETE',
  path: '/api/oauth/clients/{id}',
  operationId: 'delete_oauth_client',
  summary: 'Delete an OAuth client with all of its tokens',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  params: byId,
  response: 'empty',
  errors: ['not_found'],
  example: { params: { id: 2 } },
})

export const rotateOauthClientSecret = route({
  method: 'POST',
  path: '/api/oauth/clients/{id}/rotate-secret',
  operationId: 'rotate_oauth_client_secret',
  summary: 'Give an OAuth client a new secret; the answer shows it once',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  showsSecret: true,
  params: byId,
  body: z.strictObject({
    overlapSeconds: z.int().min(0).max(maxOverlapSeconds).default(86_400).describe('How long the old secret is accepted too.'),
  }),
  response: oauthClientWithSecret,
  errors: ['not_found', 'conflict'],
  example: { params: { id: 2 }, body: { overlapSeconds: 86_400 } },
})

export const oauthToken = z
  .object({
    id: z
      .string()
      .describe('Names the token in this list; it is not the token.')
      .meta({ examples: ['access_12'] }),
    kind: z.enum(['access', 'refresh']),
    clientId: z.int(),
    clientName: z.string(),
    userName: z.string().nullable().describe('For whom the client acts; null when for itself.'),
    scopes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'OauthToken' })

export type OauthToken = z.output<typeof oauthToken>

export const listOauthTokens = route({
  method: 'GET',
  path: '/api/oauth/tokens',
  operationId: 'list_oauth_tokens',
  summary: 'List the tokens that are good now, newest first',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:read' },
  query: z.strictObject({
    page: pageQuery.optional(),
    clientId: z.coerce.number().int().positive().optional().describe('Of this client, by its id.'),
  }),
  response: listOf(oauthToken),
  errors: ['invalid_cursor'],
})

export const revokeOauthToken = route({
  method: 'DELETE',
  path: '/api/oauth/tokens/{id}',
  operationId: 'revoke_oauth_token',
  summary: 'Revoke a token at once; a refresh token with everything that its consent led to',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  params: z.strictObject({ id: z.string().regex(/^(access|refresh)_\d{1,15}$/) }),
  response: 'empty',
  errors: ['not_found'],
  example: { params: { id: 'access_1' } },
})

export const revokeTokensOfOauthClient = route({
  method: 'DELETE',
  path: '/api/oauth/clients/{id}/tokens',
  operationId: 'revoke_tokens_of_oauth_client',
  summary: 'Revoke every token of an OAuth client at once',
  tag: 'OAuth',
  access: { scope: 'oauth_clients:write' },
  params: byId,
  response: z.object({ revoked: z.int().describe('How many were good until now.') }),
  errors: ['not_found'],
})
