import { z } from 'zod'
import { type RouteSpec, route } from '../../contract/route.ts'

/** The endpoints that answer by OAuth's own standards rather than by our binding; declared for the API document. */
const tokenResponse = z
  .object({
    accessToken: z.string(),
    tokenType: z.string().describe('Bearer'),
    expiresIn: z.int().describe('Seconds.'),
    refreshToken: z.string().optional().describe('For authorization_code and refresh_token; good once.'),
    idToken: z.string().optional(),
    scope: z.string().optional(),
  })
  .meta({ id: 'TokenResponse' })

const text = z.string().max(4_000)
const credentials = { clientId: text.optional(), clientSecret: text.optional().describe('Or both as HTTP Basic.') }

/** As examples. */
const exampleClient = { clientId: 'ilc_3f9a0c5d7e2b8146a0d9c4e1', clientSecret: 'ilcs_…' }
const clientCredentials = { grantType: 'client_credentials', ...exampleClient }
const tokenOfClient = { token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', ...exampleClient }

const getToken = route({
  method: 'POST',
  path: '/api/v1/auth/token',
  operationId: 'get_token',
  summary: 'Get an access token with client credentials or a refresh token',
  tag: 'OAuth',
  access: 'public',
  isForm: true,
  body: z
    .object({
      grantType: z.enum(['client_credentials', 'refresh_token']),
      ...credentials,
      refreshToken: text.optional(),
      scope: text.optional().describe('Separated by spaces. Left out: everything that the client may.'),
    })
    .meta({ id: 'TokenRequest' }),
  response: tokenResponse,
  errors: ['invalid_credentials', 'rate_limited'],
  example: { body: clientCredentials },
})

const exchangeToken = route({
  method: 'POST',
  path: '/api/oauth/token',
  operationId: 'exchange_token',
  summary: 'Token endpoint (RFC 6749): client_credentials, authorization_code with PKCE, refresh_token',
  tag: 'OAuth',
  access: 'public',
  isForm: true,
  body: z
    .object({
      grantType: z.enum(['client_credentials', 'authorization_code', 'refresh_token']),
      ...credentials,
      code: text.optional(),
      redirectUri: text.optional(),
      codeVerifier: text.optional(),
      refreshToken: text.optional(),
      scope: text.optional(),
    })
    .meta({ id: 'OauthTokenRequest' }),
  response: tokenResponse,
  errors: ['invalid_credentials', 'rate_limited'],
  example: { body: clientCredentials },
})

const tokenToLookAt = z.object({ token: text, tokenTypeHint: text.optional(), ...credentials }).meta({ id: 'OauthTokenQuestion' })

const revokeToken = route({
  method: 'POST',
  path: '/api/oauth/revoke',
  operationId: 'revoke_token',
  summary: 'Revoke one of the client’s own tokens at once (RFC 7009)',
  tag: 'OAuth',
  access: 'public',
  isForm: true,
  body: tokenToLookAt,
  response: 'empty',
  status: 200,
  errors: ['invalid_credentials', 'rate_limited'],
  example: { body: tokenOfClient },
})

const introspectToken = route({
  method: 'POST',
  path: '/api/oauth/introspect',
  operationId: 'introspect_token',
  summary: 'Ask whether a token is good and for what (RFC 7662)',
  tag: 'OAuth',
  access: 'public',
  isForm: true,
  body: tokenToLookAt,
  response: z
    .object({
      active: z.boolean(),
      clientId: z.string().optional(),
      sub: z.string().optional(),
      scope: z.string().optional(),
      exp: z.int().optional(),
      iat: z.int().optional(),
    })
    .meta({ id: 'OauthTokenState' }),
  errors: ['invalid_credentials', 'rate_limited'],
  example: { body: tokenOfClient },
})

const getUserinfo = route({
  method: 'GET',
  path: '/api/oauth/userinfo',
  operationId: 'get_userinfo',
  summary: 'Who gave consent, for an access token with the scope openid (OpenID Connect)',
  tag: 'OAuth',
  access: 'public',
  response: z
    .object({ sub: z.string(), name: z.string().optional(), locale: z.string().nullable().optional(), email: z.string().optional() })
    .meta({ id: 'Userinfo' }),
  errors: ['unauthorized', 'access_token_expired', 'access_token_revoked', 'forbidden', 'rate_limited'],
})

export const oauthEndpoints: readonly RouteSpec[] = [getToken, exchangeToken, revokeToken, introspectToken, getUserinfo]
