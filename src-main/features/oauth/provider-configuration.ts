import type * as OidcProvider from 'oidc-provider'
import type { AccountClaims, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { type Scope, scopes, scopesWithin } from '../../contract/scopes.ts'
import { grantTypes } from './oauth-clients.contract.ts'
import type { OauthClientOfCompany } from './oauth-clients.store.ts'
import { isWebUri } from './redirect-uri.ts'
import { type SigningKey, signingAlgorithm } from './signing-keys.ts'

/** What access tokens are for (`aud`): this API, under whatever name the workstation is reached. */
export const apiAudience = 'urn:interlock:api'

/** Scopes about the person, besides those of the API (OpenID Connect Core, 5.4). */
export const personScopes = ['openid', 'profile', 'email'] as const

/** Binds an authorization under way to the browser where it began. */
export const consentCookie = 'interlock_oauth_consent'

/** How long things live, in seconds. */
const minute = 60
const day = 24 * 3_600
const accessTokenTtl = 60 * minute
const lifetimes = {
  AccessToken: accessTokenTtl,
  ClientCredentials: accessTokenTtl,
  IdToken: 60 * minute,
  AuthorizationCode: minute,
  Interaction: 20 * minute,
  /** From its last use; each rotation begins anew. */
  RefreshToken: 30 * day,
  /** However often it is refreshed, a person is asked again after so long. */
  Grant: 365 * day,
  Session: minute,
}

type Library = Pick<typeof OidcProvider, 'errors' | 'interactionPolicy'>

/** An access token that is about to be signed. */
export interface IssuedToken {
  readonly jti: string
  readonly clientId: string
  readonly accountId: string | undefined
  readonly grantId: string | undefined
  readonly scopes: readonly string[]
  /** Seconds since the epoch. */
  readonly expiresAt: number
}

interface ConfigurationOptions {
  /** The provider's own code, loaded when it is first asked for. */
  readonly library: Library
  readonly adapter: NonNullable<Configuration['adapter']>
  /** The newest first. */
  readonly keys: readonly SigningKey[]
  readonly findClient: (clientId: string) => OauthClientOfCompany | undefined
  /** Undefined when they may no longer use the client. */
  readonly findPerson: (clientId: string, accountId: string) => AccountClaims | undefined
  /** Resolves once the token is on disk; only then is it handed out. */
  readonly onIssue: (token: IssuedToken) => Promise<void>
  readonly renderError: NonNullable<Configuration['renderError']>
  /** The sites whose pages may call, of a company. */
  readonly allowedOriginsOf: (company: string) => readonly string[]
}

/** The provider's settings: only what Interlock needs is on. */
export const providerConfiguration = (options: ConfigurationOptions): Configuration => ({
  adapter: options.adapter,
  jwks: { keys: options.keys.map((key) => key.privateJwk) as NonNullable<Configuration['jwks']>['keys'] }, // ES256 keys that we made
  routes: {
    authorization: '/api/oauth/authorize',
    token: '/api/oauth/token',
    revocation: '/api/oauth/revoke',
    introspection: '/api/oauth/introspect',
    userinfo: '/api/oauth/userinfo',
    jwks: '/api/oauth/jwks',
    end_session: '/api/oauth/end-session',
  },
  features: featuresOf(options),
  scopes: [...personScopes],
  claims: { openid: ['sub'], profile: ['name', 'locale'], email: ['email'] },
  clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  enabledJWA: { idTokenSigningAlgValues: [signingAlgorithm] },
  responseTypes: ['code'],
  pkce: { required: () => true },
  ttl: lifetimes,
  cookies: { names: { session: 'interlock_oauth', interaction: consentCookie, resume: 'interlock_oauth_resume' } },
  interactions: { policy: alwaysAsk(options.library), url: (_, { uid }) => `/api/oauth/interactions/${uid}` },
  loadExistingGrant: async ({ oidc }) => {
    const grantId = oidc.result?.consent?.grantId
    return grantId === undefined ? undefined : oidc.provider.Grant.find(grantId)
  },
  findAccount: async ({ oidc }, accountId) => {
    const person = options.findPerson(oidc.client?.clientId ?? '', accountId)
    return person === undefined ? undefined : { accountId, claims: async () => person }
  },
  rotateRefreshToken: true,
  issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: async () => false,
  clientBasedCORS: ({ oidc }, origin, { clientId }) => {
    const company = options.findClient(clientId)?.company
    return origin === oidc.issuer || (company !== undefined && options.allowedOriginsOf(company).includes(origin))
  },
  formats: { customizers: { jwt: (_, token, { payload }) => rememberToken(options, token, payload) } },
  renderError: options.renderError,
})

const featuresOf = ({ library, keys, findClient }: ConfigurationOptions): NonNullable<Configuration['features']> => ({
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  clientCredentials: { enabled: true },
  revocation: {
    enabled: true,
    allowedPolicy: async (_, client, token) => {
      if (token.clientId === client.clientId) return true
      throw new library.errors.InvalidRequest('this token belongs to another client')
    },
  },
  introspection: {
    enabled: true,
    // A system of the plant may ask about tokens that callers show it; an app without a secret, and another company's, only about its own.
    allowedPolicy: async (_, client, token) => {
      if (token.clientId === client.clientId) return true
      return client.clientAuthMethod !== 'none' && isSameWorkspace(findClient(client.clientId), findClient(token.clientId ?? ''))
    },
  },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => apiAudience,
    useGrantedResource: () => true,
    getResourceServerInfo: (context, resource, client) => {
      if (resource !== apiAudience) throw new library.errors.InvalidTarget(`the only resource here is ${apiAudience}`)
      return {
        scope: [...personScopes, ...allowedScopes(library, context, findClient(client.clientId))].join(' '),
        audience: apiAudience,
        accessTokenFormat: 'jwt',
        accessTokenTTL: accessTokenTtl,
        jwt: { sign: { alg: signingAlgorithm, kid: keys[0]?.kid } },
      }
    },
  },
})

const isSameWorkspace = (one: OauthClientOfCompany | undefined, other: OauthClientOfCompany | undefined): boolean =>
  one !== undefined && one.company === other?.company && one.client.environment === other.client.environment

/** What a client may ask for. @throws InvalidScope when it asks for more, rather than to give it less without a word. */
function allowedScopes({ errors }: Library, { oidc }: KoaContextWithOIDC, found: OauthClientOfCompany | undefined): Scope[] {
  const allowed = scopesWithin(found?.client.scopes ?? [], scopes)
  const known: readonly string[] = [...personScopes, 'offline_access', ...allowed]
  const asked = typeof oidc.params?.['scope'] === 'string' ? oidc.params['scope'].split(' ') : []
  const beyond =
    oidc.route === 'authorization' || oidc.params?.['grant_type'] === 'client_credentials'
      ? asked.find((scope) => !known.includes(scope))
      : undefined
  if (beyond !== undefined) throw new errors.InvalidScope('this client may not ask for this scope', beyond)
  return allowed
}

/** Interlock's own session says who is signed in, and every authorization is consented to: nothing passes without the page. */
function alwaysAsk({ interactionPolicy }: Library) {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('ask', 'The person has to be asked.', 'login_required', ({ oidc }) => oidc.result?.login === undefined),
    )
  return policy
}

interface SignedToken {
  readonly clientId?: string | undefined
  readonly accountId?: string | undefined
  readonly grantId?: string | undefined
  readonly scope?: string | undefined
}

function rememberToken(options: ConfigurationOptions, token: SignedToken, payload: { jti?: unknown; exp?: unknown }): Promise<void> {
  return options.onIssue({
    jti: String(payload.jti),
    clientId: token.clientId ?? '',
    accountId: token.accountId,
    grantId: token.grantId,
    scopes: token.scope === undefined ? [] : token.scope.split(' '),
    expiresAt: Number(payload.exp),
  })
}

/** A client in the provider's words. The hash stands for the secret, which nobody has; secrets are compared by our own check. */
export const clientMetadata = ({ client }: OauthClientOfCompany) => ({
  client_id: client.clientId,
  client_name: client.name,
  ...(client.clientSecretHash === null ? {} : { client_secret: client.clientSecretHash }),
  token_endpoint_auth_method: client.clientSecretHash === null ? ('none' as const) : ('client_secret_basic' as const),
  application_type: client.redirectUris.every((uri) => isWebUri(new URL(uri))) ? ('web' as const) : ('native' as const),
  grant_types: grantTypes.filter((type) => client.grantTypes.includes(type)),
  response_types: client.grantTypes.includes('authorization_code') ? (['code'] as const) : [],
  redirect_uris: [...client.redirectUris],
})
