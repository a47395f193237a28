import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { connection } from './connections.contract.ts'
import { connectionId, connectorType } from './integrations.contract.ts'

const tag = 'Integrations'
const write = { scope: 'integrations:write' } as const

const providerParams = z.strictObject({ provider: connectorType })

export const authorizeIntegration = route({
  method: 'GET',
  path: '/api/integrations/oauth/{provider}/authorize',
  operationId: 'authorize_integration',
  summary: 'Begin to sign in to a vendor: get the address to open in a browser',
  description:
    'Open `authorization_url` in the system browser. The vendor sends the person back to `redirect_uri`, which has to be registered with it; then the connection has its grant.',
  tag,
  access: write,
  params: providerParams,
  query: z.strictObject({ id: z.coerce.number().pipe(connectionId).describe('Of the connection.') }),
  response: z
    .object({
      authorizationUrl: z.string(),
      redirectUri: z.string(),
      expiresAt: z.iso.datetime().describe('Until then the sign-in has to be finished.'),
    })
    .meta({ id: 'IntegrationAuthorization' }),
  errors: ['not_found'],
  example: { params: { provider: 'any' }, query: { id: 2 } },
})

export const finishAuthorization = route({
  method: 'GET',
  path: '/api/integrations/oauth/{provider}/callback',
  operationId: 'finish_integration_authorization',
  summary: 'Where a vendor sends people back to after they have signed in',
  tag,
  access: 'public',
  params: providerParams,
  query: z.looseObject({
    state: z.string().max(200).describe('As Interlock gave it to the vendor; good once.'),
    code: z.string().max(4_000).optional().describe('What the vendor gives for the tokens.'),
  }),
  response: { mediaType: 'text/html; charset=utf-8' },
  example: { params: { provider: 'any' }, query: { state: 'k1Qy0sVb3y', code: 'SplxlOBeZQQYbYS6WxSbIA' } },
})

export const endAuthorization = route({
  method: 'POST',
  path: '/api/integrations/oauth/{provider}/disconnect',
  operationId: 'end_integration_authorization',
  summary: 'End what a vendor has granted: tell it and forget the tokens; the connection stays, to be connected again',
  tag,
  access: write,
  params: providerParams,
  body: z.strictObject({ id: connectionId }).meta({ id: 'IntegrationSignOut' }),
  response: connection,
  errors: ['not_found'],
  example: { params: { provider: 'any' }, body: { id: 2 } },
})
