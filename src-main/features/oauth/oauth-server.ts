import querystring from 'node:querystring'
import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { scopes } from '../../contract/scopes.ts'
import { createAttemptThrottle, windowPolicy } from '../../infra/http/attempt-throttle.ts'
import { addressOf, languageOf, originOf } from '../../infra/http/exchange.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import type { AccessTokenVerifier } from './access-token-verifier.ts'
import { assertAddressAllowed } from './client-state.ts'
import { asForm, type FormFields, readForm } from './form-request.ts'
import type { OauthClientOfCompany } from './oauth-clients.store.ts'
import { codeOfOauthError, descriptionIn, isOauthError, type OauthError, withOwnWords } from './oauth-error.ts'
import type { OauthProviders } from './oauth-providers.ts'
import { personScopes } from './provider-configuration.ts'

/** Secrets that were wrong, of one address, before it has to wait for the end of the minute. */
const maxFailures = 20
const failureWindowMs = 60_000

const userinfoPath = '/api/oauth/userinfo'
const tokenPath = '/api/oauth/token'
/** The epic's own way to a token. */
const epicTokenPath = /^(?:\/api)?\/v1\/auth\/token$/
const consentPath = /^\/api\/oauth\/interactions\/([\w-]{1,100})$/
const providersPath =
  /^(?:\/api\/oauth\/(?:token|revoke|introspect|jwks|authorize(?:\/[\w-]{1,100})?)|\/\.well-known\/(?:openid-configuration|oauth-authorization-server))$/

interface OauthServerOptions {
  readonly providers: OauthProviders
  readonly verifier: AccessTokenVerifier
  readonly findClient: (clientId: string) => OauthClientOfCompany | undefined
  /** The client as the cause of its own token requests, for the request log. */
  readonly principalOf: (client: OauthClientOfCompany) => Principal
  /** A client proved itself. */
  readonly onUse: (client: OauthClientOfCompany, address: string) => void
  readonly now: () => number
}

/** A Koa application of its own behind our server's boundary. */
export interface OauthServer {
  readonly owns: (path: string) => boolean
  readonly middleware: Middleware
}

/** The endpoints of OAuth 2 and OpenID Connect: the provider's, with what it leaves to its host around them. */
export function createOauthServer(options: OauthServerOptions): OauthServer {
  const throttle = createAttemptThrottle({ now: options.now, policy: windowPolicy(maxFailures, failureWindowMs) })

  async function middleware(context: Context): Promise<void> {
    const consent = consentPath.exec(context.path)?.[1]
    if (consent !== undefined) return openConsentPage(context, consent)
    if (context.path === userinfoPath) return answerUserinfo(options, context)
    if (isClientsOwn(context)) return answerClient(context)
    answer(context, await runProvider(options, context, await requestFor(options, context)))
  }

  /** What a client asks by itself rather than a person's browser: from its own addresses, and with a secret that cannot be tried through. */
  async function answerClient(context: Context): Promise<void> {
    const address = addressOf(context)
    throttle.check(address)
    // NB: set for what any company allows. Whether the client's own does, the provider asks, but only where nothing is set.
    context.remove('Access-Control-Allow-Origin')
    context.remove('Access-Control-Expose-Headers')
    const inner = await runProvider(options, context, await requestFor(options, context))
    const { client } = inner.oidc ?? {}
    const found = client === undefined ? undefined : options.findClient(client.clientId)
    // NB: the provider reads the request by its own rules, and may find a client where we found none.
    if (found !== undefined) assertAddressAllowed(found.client, address)
    if (found !== undefined && inner.status < 400) {
      context.state['principal'] = options.principalOf(found)
      options.onUse(found, address)
    }
    if (inner.status === 401) throttle.fail(address)
    answer(context, inner)
  }

  return {
    owns: (path) => path === userinfoPath || consentPath.test(path) || providersPath.test(path) || epicTokenPath.test(path),
    middleware,
  }
}

const isClientsOwn = ({ method, path }: Context): boolean =>
  method === 'POST' && (path === tokenPath || path === '/api/oauth/revoke' || path === '/api/oauth/introspect' || epicTokenPath.test(path))

/** The cookie that binds an authorization to its browser is sent below this path; the page itself is the window's. */
function openConsentPage(context: Context, uid: string): void {
  context.set('Cache-Control', 'no-store')
  context.status = 303
  context.redirect(`/oauth/consent/${uid}`)
}

/** Who gave consent, as far as the token's scopes say (OpenID Connect Core, 5.3). The provider's own endpoint takes no signed tokens. */
async function answerUserinfo({ verifier }: OauthServerOptions, context: Context): Promise<void> {
  const token = /^Bearer +(\S+)$/i.exec(context.get('authorization'))?.[1]
  if (token === undefined)
    throw new AppError('unauthorized', 'This needs an access token.', { details: { fix: 'Send it as Authorization: Bearer ...' } })
  const claims = await verifier.claimsOf(token, addressOf(context))
  context.set('Cache-Control', 'no-store')
  if (claims !== undefined) {
    context.body = claims
    return
  }
  context.status = 403
  answerError(context, { error: 'insufficient_scope', error_description: 'the access token lacks the scope openid' })
}

/** The request that the provider gets: bodies as forms, a default scope, signed tokens by their ids. */
async function requestFor(options: OauthServerOptions, context: Context): Promise<Context['req']> {
  if (context.method === 'GET' && context.path === '/api/oauth/authorize') return withDefaultScope(options, context)
  if (context.method !== 'POST') return context.req
  const fields = await readForm(context.req)
  const named = isClientsOwn(context) ? options.findClient(clientNamed(context, fields)) : undefined
  if (named !== undefined) assertAddressAllowed(named.client, addressOf(context))
  if (epicTokenPath.test(context.path)) {
    assertEpicGrant(fields)
    return asForm(context.req, tokenFields(options, context, fields), tokenPath)
  }
  if (context.path === tokenPath) return asForm(context.req, tokenFields(options, context, fields), context.url)
  return asForm(context.req, await withTokenId(options, fields), context.url)
}

function assertEpicGrant({ grant_type: type }: FormFields): void {
  if (type === undefined || type === 'client_credentials' || type === 'refresh_token') return
  throw new AppError('invalid_request', 'This address gives tokens for client_credentials and refresh_token only.', {
    details: { field: 'grant_type', fix: `Use ${tokenPath} for every other grant type.` },
  })
}

/** A client that acts for itself and names no scope gets all of its own (RFC 6749, 3.3). */
function tokenFields({ findClient }: OauthServerOptions, context: Context, fields: FormFields): FormFields {
  if (fields['grant_type'] !== 'client_credentials' || fields['scope'] !== undefined) return fields
  const scope = findClient(clientNamed(context, fields))?.client.scopes.join(' ')
  return scope === undefined ? fields : { ...fields, scope }
}

/** What a client calls itself by, in a field or as the user of HTTP Basic, which is encoded as in a form (RFC 6749, 2.3.1). */
function clientNamed(context: Context, { client_id: field }: FormFields): string {
  if (typeof field === 'string' && field !== '') return field
  const credentials = Buffer.from(/^Basic +(\S+)$/i.exec(context.get('authorization'))?.[1] ?? '', 'base64').toString()
  return querystring.unescape(credentials.split(':')[0] ?? '')
}

function withDefaultScope({ findClient }: OauthServerOptions, context: Context): Context['req'] {
  const { client_id: clientId, scope } = context.query
  const found = scope === undefined && typeof clientId === 'string' ? findClient(clientId) : undefined
  if (found === undefined) return context.req
  const query = new URLSearchParams(context.querystring)
  query.set('scope', found.client.scopes.join(' '))
  return Object.create(context.req, { url: { value: `${context.path}?${query}`, writable: true } })
}

/** Revocation and introspection know a signed token by its id; one that we did not sign is known to nobody. */
async function withTokenId({ verifier }: OauthServerOptions, fields: FormFields): Promise<FormFields> {
  const { token } = fields
  if (typeof token !== 'string' || token.split('.').length !== 3) return fields
  return { ...fields, token: (await verifier.idOf(token)) ?? 'unknown' }
}

/** Runs the provider in a context of its own, over the same response. */
async function runProvider({ providers }: OauthServerOptions, context: Context, request: Context['req']): Promise<KoaContextWithOIDC> {
  const provider = await providers.of(originOf(context))
  const inner = provider.createContext(request, context.res) as unknown as KoaContextWithOIDC // its first middleware makes it one
  const [run] = provider.middleware as readonly Middleware[]
  await run?.(inner as unknown as Context, async () => {
    throw new AppError('method_not_allowed', `${context.path} does not answer to ${context.method}.`, {
      details: { fix: 'See /.well-known/openid-configuration for what is where.' },
    })
  })
  return inner
}

function answer(context: Context, inner: KoaContextWithOIDC): void {
  const { body } = inner
  context.status = inner.status
  tellWhereItLeads(context)
  if (isOauthError(body)) answerError(context, body)
  else if (context.path.startsWith('/.well-known/')) context.body = { ...(body as object), scopes_supported: [...personScopes, ...scopes] }
  else context.body = body
}

/** Where a person is led back to with an error, the application may show them its description. */
function tellWhereItLeads(context: Context): void {
  const target = URL.parse(context.response.get('location'))
  const description = target?.searchParams.get('error_description') ?? undefined
  if (target === null || description === undefined) return
  target.searchParams.set('error_description', descriptionIn(languageOf(context), description))
  context.set('Location', target.href)
}

function answerError(context: Context, body: OauthError): void {
  context.state['errorCode'] = codeOfOauthError(body)
  context.set('Cache-Control', 'no-store')
  const language = languageOf(context)
  context.vary('Accept-Language')
  context.set('Content-Language', language)
  context.body = withOwnWords(body, { requestId: context.state['requestId'], language })
}
