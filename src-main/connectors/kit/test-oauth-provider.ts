import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface TestOauthProvider {
  readonly url: string
  /** Config and credentials of a connection to it. */
  readonly client: {
    readonly config: Readonly<Record<string, string>>
    readonly credentials: { readonly client_secret: string }
  }
  /** Requests to the token endpoint, by grant type. */
  readonly tokenRequests: () => readonly string[]
  /** Every token that it gave. */
  readonly tokens: () => readonly string[]
  /** Signs in as a person with a browser would, from the authorization URL to the callback. @returns the page that it ends with. */
  readonly signIn: (authorizationUrl: string) => Promise<{ readonly status: number; readonly text: string }>
  /** Ends every grant, as an admin of the vendor does. */
  readonly endGrants: () => Promise<void>
  /** Answers every request to the token endpoint with this status from now on. */
  readonly failWith: (status: number | undefined) => void
  readonly close: () => void
}

interface Options {
  /** Seconds. */
  readonly accessTokenTtl?: number
}

const clientSecret = 'planted-client-secret-0123456789'

/** A real certified provider with rotating refresh tokens, and an API beside it that takes its access tokens. Whoever comes is let in. */
export async function startOauthProvider(options: Options = {}): Promise<TestOauthProvider> {
  // NB: the tests of the window use the other one, and run without Vitest.
  const { onTestFinished } = await import('vitest')
  const provider = await newOauthProvider(options)
  onTestFinished(provider.close)
  return provider
}

/** The same for who ends it by itself. */
export async function newOauthProvider({ accessTokenTtl = 60 }: Options = {}): Promise<TestOauthProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const provider = newProvider(url, accessTokenTtl)
  const seen = watch(provider)
  let failing: number | undefined
  const handle = provider.callback()
  server.on('request', (request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/interaction/')) void letIn(provider, request, response)
    else if (path.startsWith('/api')) void answerApi(provider, request, response)
    else if (failing !== undefined && path === '/token') response.writeHead(failing).end('down')
    else handle(request, response)
  })
  return {
    url,
    client: {
      config: {
        client_id: 'plant',
        base_url: `${url}/api`,
        authorization_url: `${url}/auth`,
        token_url: `${url}/token`,
        revocation_url: `${url}/token/revocation`,
        issuer: url,
        scopes: 'openid',
      },
      credentials: { client_secret: clientSecret },
    },
    tokenRequests: () => seen.requests,
    tokens: () => seen.tokens,
    signIn,
    endGrants: async () => {
      for (const id of seen.grants) {
        await provider.AccessToken.revokeByGrantId(id)
        await provider.RefreshToken.revokeByGrantId(id)
        await (await provider.Grant.find(id))?.destroy()
      }
    },
    failWith: (status) => {
      failing = status
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the provider gave and refused. */
function watch(provider: Provider) {
  const seen = { requests: [] as string[], grants: new Set<string>(), tokens: [] as string[] }
  provider.on('grant.success', ({ oidc, body }) => {
    seen.requests.push(String(oidc.params?.['grant_type']))
    if (oidc.entities.Grant !== undefined) seen.grants.add(oidc.entities.Grant.jti)
    const { access_token, refresh_token } = body as { access_token: string; refresh_token: string } // of a token endpoint
    seen.tokens.push(access_token, refresh_token)
  })
  provider.on('grant.error', ({ oidc }) => void seen.requests.push(`${oidc.params?.['grant_type']} refused`))
  return seen
}

const newProvider = (url: string, accessTokenTtl: number): Provider =>
  new Provider(url, {
    clients: [
      {
        client_id: 'plant',
        client_secret: clientSecret,
        application_type: 'native',
        redirect_uris: ['127.0.0.1', 'localhost'].map((host) => `http://${host}/api/integrations/oauth/any/callback`),
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    ttl: { AccessToken: accessTokenTtl, RefreshToken: 90 * 86_400, Grant: 90 * 86_400, Session: 86_400, Interaction: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    cookies: { keys: ['test'] },
  })

async function letIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId: 'ayse', clientId: String(params['client_id']) })
  grant.addOIDCScope('openid')
  await provider.interactionFinished(request, response, { login: { accountId: 'ayse' }, consent: { grantId: await grant.save() } })
}

async function answerApi(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = await provider.AccessToken.find((request.headers.authorization ?? '').replace('Bearer ', ''))
  if (token?.isValid === true)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ account: token.accountId }))
  else response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error: 'invalid_token' }))
}

async function signIn(authorizationUrl: string): Promise<{ status: number; text: string }> {
  const cookies = new Map<string, string>()
  let url = authorizationUrl
  for (let hops = 0; hops < 12; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) return { status: response.status, text: await response.text() }
    url = new URL(location, url).href
  }
  throw new Error('The sign-in goes round in circles.')
}
