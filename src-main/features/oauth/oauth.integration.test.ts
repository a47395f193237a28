import * as oidc from 'openid-client'
import { expect, test } from 'vitest'
import { authorize, createOauthPlant, newPersonBrowser, redirectUri, tabletApp } from './test-oauth-plant.ts'

test('a certified client finds the provider, gets a token for itself, uses it and revokes it', async () => {
  const plant = await createOauthPlant()
  const config = await plant.discover(await plant.newClient())
  expect(config.serverMetadata()).toMatchObject({
    issuer: plant.app.url,
    token_endpoint: `${plant.app.url}/api/oauth/token`,
    revocation_endpoint: `${plant.app.url}/api/oauth/revoke`,
    introspection_endpoint: `${plant.app.url}/api/oauth/introspect`,
    userinfo_endpoint: `${plant.app.url}/api/oauth/userinfo`,
    authorization_endpoint: `${plant.app.url}/api/oauth/authorize`,
    jwks_uri: `${plant.app.url}/api/oauth/jwks`,
    code_challenge_methods_supported: ['S256'],
  })
  const token = await oidc.clientCredentialsGrant(config)
  expect(token).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'jobs:read jobs:write' })
  expect((await plant.get('/api/v1/jobs', token.access_token)).status).toBe(200)
  expect((await plant.get('/api/v1/customers', token.access_token)).body).toMatchObject({ code: 'forbidden' })
  expect(await oidc.tokenIntrospection(config, token.access_token)).toMatchObject({ active: true, scope: 'jobs:read jobs:write' })
  await oidc.tokenRevocation(config, token.access_token)
  expect((await plant.get('/api/v1/jobs', token.access_token)).body).toMatchObject({ code: 'access_token_revoked' })
  expect(await oidc.tokenIntrospection(config, token.access_token)).toEqual({ active: false })
})

test('an app gets a person’s consent with PKCE at any loopback port, refreshes, and says who it acts for', async () => {
  const plant = await createOauthPlant()
  const config = await plant.discover(await plant.newClient(tabletApp))
  const browser = newPersonBrowser(plant.app, plant.headers)
  const { question, exchange } = await authorize(config, browser)
  expect(question).toMatchObject({
    client_name: 'Tablet',
    company_name: 'Test Plant',
    environment: 'live',
    person_email: 'owner@plant.example',
  })
  const tokens = await exchange()
  expect(tokens).toMatchObject({ scope: 'openid profile email write' })
  expect(tokens.claims()?.sub).toBe('1')
  expect(await oidc.fetchUserInfo(config, tokens.access_token, '1')).toEqual({
    sub: '1',
    name: 'Olivia Owner',
    locale: 'en',
    email: 'owner@plant.example',
  })
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')
  const created = await plant.post('/api/v1/customers', refreshed.access_token, { name: 'Anadolu Döküm' })
  expect(created.status).toBe(201)
  const [event] = (await plant.call('GET', '/api/v1/events')).body.data
  expect(event).toMatchObject({ event: 'customer.created', actor_type: 'oauth_client', actor_name: 'Tablet (Olivia Owner)' })
})

test('a refused token request is told in the caller’s language; error_description too, where that is written in ASCII', async () => {
  const { app } = await createOauthPlant()
  const ask = async (language: string, body: object) => {
    const answer = await app.request('POST', '/api/oauth/token', { body, headers: { 'accept-language': language } })
    return [answer.status, answer.headers.get('content-language'), answer.body.error, answer.body.error_description, answer.body.message]
  }
  const nobody = { grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'wrong' }
  const turkish = 'İstemcinin kimliği doğrulanamadı.'
  const [english, indonesian] = ['client authentication failed', 'Autentikasi klien gagal.']
  expect(await ask('en', nobody)).toEqual([401, 'en', 'invalid_client', english, english])
  expect(await ask('id', nobody)).toEqual([401, 'id', 'invalid_client', indonesian, indonesian])
  expect(await ask('tr', nobody)).toEqual([401, 'tr', 'invalid_client', english, turkish])
  expect(await ask('id', {})).toEqual([
    400,
    'id',
    'invalid_request',
    'Permintaan tidak memuat identitas klien: kirim client_id dan client_secret.',
    'Permintaan tidak memuat identitas klien: kirim client_id dan client_secret.',
  ])
})

test('an app that a person is led back to learns in their language why', async () => {
  const plant = await createOauthPlant()
  const { client_id } = await plant.newClient(tabletApp)
  const query = new URLSearchParams({ client_id, redirect_uri: redirectUri, response_type: 'code', scope: 'write', state: 's+1' })
  const backFrom = async (language: string) => {
    const headers = { 'accept-language': language }
    const { headers: told } = await fetch(`${plant.app.url}/api/oauth/authorize?${query}`, { redirect: 'manual', headers })
    return Object.fromEntries(new URL(told.get('location') ?? '').searchParams)
  }
  expect(await backFrom('en')).toEqual({
    error: 'invalid_request',
    error_description: 'Authorization Server policy requires PKCE to be used for this request',
    state: 's+1',
    iss: plant.app.url,
  })
  expect(await backFrom('id')).toMatchObject({
    error_description: 'Otorisasi hanya dengan PKCE: kirim code_challenge dan code_challenge_method=S256.',
    state: 's+1',
  })
})

test('a page of ours or of a site that the client’s company allows gets a token, and one that only another company allows does not', async () => {
  const plant = await createOauthPlant()
  const allow = async (key: string, origin: string) => {
    const { body } = await plant.app.request('GET', '/api/company/api-access', { key })
    await plant.app.request('PUT', '/api/company/api-access', { key, body: { ...body, allowed_origins: [origin] } })
  }
  await allow(await plant.app.createKey(['admin']), 'https://panel.example')
  await allow(await plant.app.createKey(['admin'], { company: await plant.app.addCompany('Other') }), 'https://other.example')
  const { client_id, client_secret } = await plant.newClient()
  const body = { grant_type: 'client_credentials', client_id, client_secret }
  const from = async (origin: string) => {
    const { status, headers } = await plant.app.request('POST', '/api/oauth/token', { body, headers: { origin } })
    return [status, headers.get('access-control-allow-origin')]
  }
  expect(await from(plant.app.url)).toEqual([200, plant.app.url])
  expect(await from('https://panel.example')).toEqual([200, 'https://panel.example'])
  expect(await from('https://other.example')).toEqual([400, null])
  expect(await from('https://evil.example')).toEqual([400, null])
})
