import * as oidc from 'openid-client'
import { onTestFinished, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'

/** A client as the API gives it when it is made. */
export interface MadeClient {
  readonly id: number
  readonly client_id: string
  readonly client_secret: string
}

/** A person's browser: keeps cookies, follows nothing by itself. */
export interface PersonBrowser {
  readonly call: (
    method: string,
    url: string,
    body?: object,
  ) => Promise<{ status: number; location: string; body: Record<string, unknown> }>
}

export const redirectUri = 'http://127.0.0.1:53682/callback'

/** The real application with a signed-in owner; the provider's clock is the test's. */
export async function createOauthPlant(existing?: { dataDir: string }) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T08:00:00.000Z') })
  onTestFinished(() => void vi.useRealTimers())
  const app = await createTestApp(existing)
  const advance = (ms: number): void => {
    app.advance(ms)
    vi.setSystemTime(Date.now() + ms)
  }
  const headers = await app.signIn()
  const call = (method: string, path: string, body?: object) =>
    app.request(method, path, { headers, ...(body === undefined ? {} : { body }) })
  const newClient = async (input: object = {}): Promise<MadeClient> => {
    const answer = await call('POST', '/api/oauth/clients', {
      name: 'MES',
      environment: 'live',
      grant_types: ['client_credentials'],
      scopes: ['jobs:read', 'jobs:write'],
      ...input,
    })
    if (answer.status !== 201) throw new Error(answer.text)
    return answer.body
  }
  /** A client of the `openid-client` library, which is certified, found by discovery. */
  const discover = (client: MadeClient): Promise<oidc.Configuration> =>
    oidc.discovery(
      new URL(app.url),
      client.client_id,
      client.client_secret ?? undefined,
      client.client_secret === null ? oidc.None() : undefined,
      {
        execute: [oidc.allowInsecureRequests],
      },
    )
  const get = (path: string, token: string) => app.request('GET', path, { headers: { authorization: `Bearer ${token}` } })
  const post = (path: string, token: string, body: object) =>
    app.request('POST', path, { headers: { authorization: `Bearer ${token}` }, body })
  return { app, headers, call, newClient, discover, get, post, advance }
}

export type OauthPlant = Awaited<ReturnType<typeof createOauthPlant>>

/** A client with everything that an app of a person needs. */
export const tabletApp = {
  name: 'Tablet',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['http://127.0.0.1/callback'],
  scopes: ['write', 'company:read'],
}

export function newPersonBrowser(app: Pick<TestApp, 'url'>, session: Record<string, string>): PersonBrowser {
  const cookies = new Map<string, string>([session['cookie']?.split('=') as [string, string]])
  return {
    call: async (method, url, body) => {
      const response = await fetch(new URL(url, app.url), {
        method,
        redirect: 'manual',
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          accept: 'text/html,application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'x-csrf-token': session['x-csrf-token'] ?? '' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      for (const set of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
        cookies.set(name, value)
      }
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return { status: response.status, location: response.headers.get('location') ?? '', body: isJson ? JSON.parse(text) : {} }
    },
  }
}

/** An authorization with PKCE up to the code, as an app starts it and a person allows it. */
export async function authorize(
  config: oidc.Configuration,
  browser: PersonBrowser,
  options: { scope?: string; isAllowed?: boolean; redirectUri?: string } = {},
) {
  const codeVerifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: options.redirectUri ?? redirectUri,
    scope: options.scope ?? 'openid profile email write',
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
  })
  const toInteraction = await browser.call('GET', start.href)
  const toPage = await browser.call('GET', toInteraction.location)
  const uid = toPage.location.split('/').at(-1)
  const question = await browser.call('GET', `/api/oauth/interactions/${uid}/consent`)
  const decided = await browser.call('POST', `/api/oauth/interactions/${uid}/consent`, { is_allowed: options.isAllowed ?? true })
  const back = await browser.call('GET', String(decided.body['redirect_to']))
  const exchange = () =>
    oidc.authorizationCodeGrant(config, new URL(back.location), {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      idTokenExpected: true,
    })
  return { start, toInteraction, toPage, uid, question: question.body, decided, back: new URL(back.location), exchange, codeVerifier }
}
