import * as oidc from 'openid-client'
import { expect, test } from 'vitest'
import { openDatabase } from '../../infra/db/database.ts'
import { authorize, createOauthPlant, newPersonBrowser, redirectUri, tabletApp } from './test-oauth-plant.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

async function createTablet() {
  const plant = await createOauthPlant()
  const client = await plant.newClient(tabletApp)
  const config = await plant.discover(client)
  const browser = newPersonBrowser(plant.app, plant.headers)
  const signIn = async () => (await authorize(config, browser)).exchange()
  const refresh = (token: string | undefined) => oidc.refreshTokenGrant(config, token ?? '')
  const codeOf = async (run: Promise<unknown>) =>
    run.then(
      () => 'ok',
      (error: { error?: string }) => error.error,
    )
  return { ...plant, client, config, browser, signIn, refresh, codeOf }
}

test('an address that is not registered is never led to, whatever else is wrong', async () => {
  const { app, client, browser } = await createTablet()
  const wrong = [
    'https://evil.example/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.1:1/other',
    'javascript:alert(1)',
  ]
  for (const uri of wrong) {
    const query = new URLSearchParams({ client_id: client.client_id, redirect_uri: uri, response_type: 'code', scope: 'write' })
    const answer = await browser.call('GET', `/api/oauth/authorize?${query}`)
    expect(answer).toMatchObject({ status: 303, location: '/oauth/error?error=invalid_redirect_uri' })
  }
  const unknown = await browser.call('GET', `/api/oauth/authorize?client_id=nobody&redirect_uri=${redirectUri}&response_type=code`)
  expect(unknown.location).toBe('/oauth/error?error=invalid_client')
  expect((await app.request('GET', '/oauth/error?error=invalid_client')).headers.get('x-request-id')).toMatch(/^req_/)
})

test('a code needs PKCE by S256, is good once and for a minute, and its second use revokes what the first one gave', async () => {
  const { app, config, browser, client, advance, codeOf, get } = await createTablet()
  const base = { client_id: client.client_id, redirect_uri: redirectUri, response_type: 'code', scope: 'write', state: 's' }
  for (const more of [{}, { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }]) {
    const { location } = await browser.call('GET', `/api/oauth/authorize?${new URLSearchParams({ ...base, ...more })}`)
    expect(new URL(location).searchParams.get('error')).toBe('invalid_request')
  }
  const late = await authorize(config, browser)
  advance(61 * second)
  expect(await codeOf(late.exchange())).toBe('invalid_grant')
  const good = await authorize(config, browser)
  const tokens = await good.exchange()
  expect((await get('/api/v1/jobs', tokens.access_token)).status).toBe(200)
  expect(await codeOf(good.exchange())).toBe('invalid_grant')
  expect((await get('/api/v1/jobs', tokens.access_token)).body.code).toBe('access_token_revoked')
  const other = await authorize(config, browser)
  const body = {
    grant_type: 'authorization_code',
    code: other.back.searchParams.get('code'),
    redirect_uri: redirectUri,
    code_verifier: 'y'.repeat(43),
  }
  const answer = await app.request('POST', '/api/oauth/token', {
    body: { ...body, client_id: client.client_id, client_secret: client.client_secret },
  })
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', code: 'invalid_request', details: { fix: expect.any(String) } },
  })
})

test('a person who says no sends the app away without anything', async () => {
  const { config, browser } = await createTablet()
  const { back } = await authorize(config, browser, { isAllowed: false })
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: expect.any(String) })
})

test('consent is asked in the browser where it began and nowhere else', async () => {
  const { app, config, browser, headers } = await createTablet()
  const { uid } = await authorize(config, browser)
  const other = newPersonBrowser(app, headers)
  expect((await other.call('GET', `/api/oauth/interactions/${uid}/consent`)).body).toMatchObject({ code: 'not_found' })
  expect((await other.call('POST', `/api/oauth/interactions/${uid}/consent`, { is_allowed: true })).body).toMatchObject({
    code: 'not_found',
  })
  expect((await other.call('GET', `/api/oauth/authorize/${uid}`)).location).toBe('/oauth/error?error=expired')
})

test('a refresh token rotates; a used one revokes everything that its consent gave, at once', async () => {
  const { signIn, refresh, advance, codeOf, get } = await createTablet()
  const first = await signIn()
  const next = await refresh(first.refresh_token)
  expect(next.refresh_token).not.toBe(first.refresh_token)
  const last = await refresh(next.refresh_token)
  expect((await get('/api/v1/jobs', last.access_token)).status).toBe(200)
  advance(minute)
  expect(await codeOf(refresh(first.refresh_token))).toBe('invalid_grant')
  expect((await get('/api/v1/jobs', last.access_token)).body.code).toBe('access_token_revoked')
  expect(await codeOf(refresh(last.refresh_token))).toBe('invalid_grant')
})

test('a client that never got the answer repeats its refresh; the token that it never saw is void', async () => {
  const { signIn, refresh, advance, codeOf, get } = await createTablet()
  const first = await signIn()
  const lost = await refresh(first.refresh_token)
  advance(30 * second)
  const repeated = await refresh(first.refresh_token)
  const next = await refresh(repeated.refresh_token)
  expect((await get('/api/v1/jobs', next.access_token)).status).toBe(200)
  expect(await codeOf(refresh(lost.refresh_token))).toBe('invalid_grant')
  expect((await get('/api/v1/jobs', next.access_token)).body.code).toBe('access_token_revoked')
})

test('a person who may no longer sign in loses their tokens and sessions at once, and gets no new ones', async () => {
  const { app, config, headers, call, signIn, refresh, codeOf, get, post, advance } = await createTablet()
  const tokens = await signIn()
  const under = await authorize(config, newPersonBrowser(app, headers))
  const own = await app.createKey(['read'])
  const control = openDatabase(`${app.dataDir}/control.db`).$client
  control.exec('UPDATE users SET is_active = 0')
  advance(500)
  expect((await get('/api/v1/jobs', tokens.access_token)).body.code).toBe('access_token_revoked')
  expect((await post('/api/v1/customers', tokens.access_token, { name: 'x' })).body.code).toBe('access_token_revoked')
  expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
  expect((await get('/api/oauth/userinfo', tokens.access_token)).body.code).toBe('access_token_revoked')
  expect(await codeOf(refresh(tokens.refresh_token))).toBe('invalid_grant')
  expect(await codeOf(under.exchange())).toBe('invalid_grant')
  expect((await call('GET', '/api/v1/jobs')).body.code).toBe('unauthorized')
  expect((await call('GET', `/api/oauth/interactions/${under.uid}/consent`)).body.code).toBe('unauthorized')
  // What they look after goes on: it is the plant's.
  expect((await app.request('GET', '/api/v1/jobs', { key: own })).status).toBe(200)
  control.exec('UPDATE users SET is_active = 1')
  control.close()
  advance(500)
  expect((await get('/api/v1/jobs', tokens.access_token)).status).toBe(200)
})

test('tokens end with their time', async () => {
  const { signIn, refresh, advance, codeOf, get } = await createTablet()
  const tokens = await signIn()
  advance(60 * minute - second)
  expect((await get('/api/v1/jobs', tokens.access_token)).status).toBe(200)
  advance(2 * second)
  expect((await get('/api/v1/jobs', tokens.access_token)).body.code).toBe('access_token_expired')
  advance(29 * day)
  const later = await refresh(tokens.refresh_token)
  advance(30 * day + second)
  expect(await codeOf(refresh(later.refresh_token))).toBe('invalid_grant')
})

test('keys rotate every 90 days; what the old one signed is good to its end', async () => {
  const { app, advance, get, discover, newClient } = await createOauthPlant()
  const config = await discover(await newClient())
  const newToken = async (): Promise<string> => (await oidc.clientCredentialsGrant(config)).access_token
  const keyIds = async (): Promise<string[]> =>
    (await app.request('GET', '/api/oauth/jwks')).body.keys.map((key: { kid: string }) => key.kid)
  const [first] = await keyIds()
  advance(90 * day - 10 * minute)
  const old = await newToken()
  advance(20 * minute)
  const fresh = await newToken()
  expect([kidOf(old), await keyIds()]).toEqual([first, [kidOf(fresh), first]])
  for (const token of [old, fresh]) expect((await get('/api/v1/jobs', token)).status).toBe(200)
  advance(day)
  expect(await keyIds()).toEqual([kidOf(fresh)])
})

const kidOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

test('everything goes on after a restart', async () => {
  const { app, client, signIn } = await createTablet()
  const tokens = await signIn()
  await app.close()
  const again = await createOauthPlant({ dataDir: app.dataDir })
  expect((await again.get('/api/v1/jobs', tokens.access_token)).status).toBe(200)
  const next = await oidc.refreshTokenGrant(await again.discover(client), tokens.refresh_token ?? '')
  expect((await again.get('/api/v1/jobs', next.access_token)).status).toBe(200)
})
