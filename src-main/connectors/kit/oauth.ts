import * as oidc from 'openid-client'
import type { Connector, ConnectorContext } from './connector.ts'
import { ConnectorFailure } from './failure.ts'
import type { OauthRules } from './oauth-rules.ts'

type Context = Pick<
  ConnectorContext<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>,
  'config' | 'credentials' | 'http'
>

/** What a vendor has granted. */
export interface Tokens {
  readonly accessToken: string
  /** Null where the vendor gives none: then the access token is all there is. */
  readonly refreshToken: string | null
  /** Seconds; null where the vendor does not tell. */
  readonly expiresIn: number | null
  readonly scope: string | null
}

/** A sign-in that was begun and waits for the vendor to send the person back. */
export interface BegunSignIn {
  readonly state: string
  readonly codeVerifier: string
  readonly redirectUri: string
}

/** Where the person signs in, and what has to be kept until they come back. */
export async function beginSignIn(connector: Connector, context: Context, redirectUri: string): Promise<BegunSignIn & { url: string }> {
  const rules = rulesOf(connector)
  const state = oidc.randomState()
  const codeVerifier = oidc.randomPKCECodeVerifier()
  const pkce = { code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier), code_challenge_method: 'S256' }
  const url = oidc.buildAuthorizationUrl(configurationOf(rules, context), {
    redirect_uri: redirectUri,
    scope: rules.scopes(context.config).join(' '),
    state,
    ...(rules.hasPkce === false ? {} : pkce),
    ...rules.parameters,
  })
  return { state, codeVerifier, redirectUri, url: url.href }
}

/** Takes what the vendor sent the person back with. @param query of the callback. @throws ConnectorFailure */
export function finishSignIn(
  connector: Connector,
  context: Context,
  { begun, query }: { begun: BegunSignIn; query: string },
): Promise<Tokens> {
  const rules = rulesOf(connector)
  const checks = { expectedState: begun.state, ...(rules.hasPkce === false ? {} : { pkceCodeVerifier: begun.codeVerifier }) }
  return tokensFrom(oidc.authorizationCodeGrant(configurationOf(rules, context), new URL(`${begun.redirectUri}?${query}`), checks))
}

/** New tokens for a refresh token. NB: the refresh token of a vendor that rotates them is used up by this. @throws ConnectorFailure */
export const refreshTokens = (connector: Connector, context: Context, refreshToken: string): Promise<Tokens> =>
  tokensFrom(oidc.refreshTokenGrant(configurationOf(rulesOf(connector), context), refreshToken))

/** Tells the vendor that the grant is over, where it wants to know. @throws ConnectorFailure */
export async function revokeTokens(connector: Connector, context: Context, token: string): Promise<void> {
  const rules = rulesOf(connector)
  if (rules.endpoints(context.config).revocation === undefined) return
  await oidc.tokenRevocation(configurationOf(rules, context), token).catch((error) => {
    throw oauthFailure(error)
  })
}

function rulesOf({ type, oauth }: Connector): OauthRules<Readonly<Record<string, unknown>>> {
  if (oauth === undefined) throw new Error(`${type} has no OAuth`)
  return oauth
}

function configurationOf(rules: OauthRules<Readonly<Record<string, unknown>>>, { config, credentials, http }: Context): oidc.Configuration {
  const { issuer, authorization, token, revocation } = rules.endpoints(config)
  const server = {
    issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
  }
  const secret = credentials['clientSecret']
  const made = new oidc.Configuration(
    server,
    String(config['clientId']),
    undefined,
    clientAuthOf(rules, typeof secret === 'string' ? secret : undefined),
  )
  // Which addresses may be called without TLS is for the outbound client to say, as for every call.
  oidc.allowInsecureRequests(made)
  made[oidc.customFetch] = fetchBy(http, rules)
  return made
}

function clientAuthOf({ clientAuth }: Pick<OauthRules<never>, 'clientAuth'>, secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None()
  return clientAuth === 'basic' ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
}

/** The way out of the connection in the form that openid-client takes. */
const fetchBy =
  (http: Context['http'], { tokenAnswer }: Pick<OauthRules<never>, 'tokenAnswer'>): oidc.CustomFetch =>
  async (url, { method, headers, body }) => {
    const answer = await http({
      method: method === 'GET' ? 'GET' : 'POST',
      path: url,
      headers,
      ...(body == null ? {} : { body: { bytes: String(body), mediaType: 'application/x-www-form-urlencoded' } }),
      expects: 'anything',
      isAnyStatusFine: true,
      isAuthorized: false,
    })
    if (answer.status >= 500 || answer.status === 429) {
      const vendor = { status: answer.status, code: null, message: answer.text.slice(0, 500) || null }
      throw new ConnectorFailure(answer.status === 429 ? 'rate_limited' : 'vendor_down', {
        step: 'vendor',
        vendor,
        mayHaveArrived: answer.status !== 429,
      })
    }
    const text = tokenAnswer === undefined || answer.json === undefined ? answer.text : JSON.stringify(tokenAnswer(answer.json))
    const mediaType = answer.headers['content-type'] ?? 'application/json'
    return new Response(text === '' ? null : text, { status: answer.status, headers: { 'content-type': String(mediaType) } })
  }

async function tokensFrom(granted: Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>): Promise<Tokens> {
  const answer = await granted.catch((error) => {
    throw oauthFailure(error)
  })
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresIn: answer.expires_in ?? null,
    scope: answer.scope ?? null,
  }
}

/** The codes of RFC 6749 5.2 and 4.1.2.1 by what they mean here. */
function oauthFailure(error: unknown): Error {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ConnectorFailure) return cause
  const isSaid = error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError
  if (!isSaid) {
    const detail = error instanceof Error ? error.message.slice(0, 500) : String(error)
    return new ConnectorFailure('unexpected_answer', { step: 'protocol', mayHaveArrived: true, detail })
  }
  const vendor = {
    status: error instanceof oidc.ResponseBodyError ? error.status : null,
    code: error.error,
    message: error.error_description?.slice(0, 500) ?? null,
  }
  const options = { step: 'vendor' as const, vendor, mayHaveArrived: false }
  if (error.error === 'invalid_grant') return new ConnectorFailure('revoked_grant', options)
  if (error.error === 'invalid_client' || error.error === 'unauthorized_client') return new ConnectorFailure('wrong_credentials', options)
  return new ConnectorFailure(error.error === 'access_denied' ? 'forbidden' : 'rejected', options)
}
