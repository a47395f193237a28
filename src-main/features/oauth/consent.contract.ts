import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { roles } from '../../contract/scopes.ts'

const byUid = z.strictObject({ uid: z.string().regex(/^[\w-]{1,100}$/) })

export const consent = z
  .object({
    clientName: z.string(),
    clientDescription: z.string().nullable(),
    redirectUri: z.string().describe('Where the answer goes.'),
    companyName: z.string(),
    environment: z.enum(['live', 'sandbox']),
    personName: z.string(),
    personEmail: z.string(),
    role: z.enum(roles).nullable().describe('Of the person in that company; null when they do not belong to it.'),
    scopes: z.array(z.object({ scope: z.string(), isGrantable: z.boolean().describe('False for what the person’s role does not grant.') })),
  })
  .meta({ id: 'OauthConsent' })

export type Consent = z.output<typeof consent>

export const getConsent = route({
  method: 'GET',
  path: '/api/oauth/interactions/{uid}/consent',
  operationId: 'get_oauth_consent',
  summary: 'What an authorization asks the person for; for the consent page',
  tag: 'OAuth',
  access: 'signed_in',
  params: byUid,
  response: consent,
  errors: ['not_found'],
  example: { params: { uid: 'V1StGXR8_Z5jdHi6B-myT' } },
})

export const decideConsent = route({
  method: 'POST',
  path: '/api/oauth/interactions/{uid}/consent',
  operationId: 'decide_oauth_consent',
  summary: 'Allow or deny what an authorization asks for; for the consent page',
  tag: 'OAuth',
  access: 'signed_in',
  params: byUid,
  body: z.strictObject({ isAllowed: z.boolean() }),
  response: z.object({ redirectTo: z.string().describe('Where the browser goes on.') }),
  errors: ['not_found'],
  example: { params: { uid: 'V1StGXR8_Z5jdHi6B-myT' }, body: { isAllowed: true } },
})
