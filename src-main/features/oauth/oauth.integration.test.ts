import * as oidc from 'openid-client'
import { expect, test } from 'vitest'
import { authorize, createOauthPlant, newPersonBrowser, tabletApp } from './test-oauth-plant.ts'

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

test('a refused token request is told in the caller’s language, with an error_description in ASCII', async () => {
  const { app } = await createOauthPlant()
  const body = { grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'wrong' }
  const ask = async (language: string) => {
    const answer = await app.request('POST', '/api/oauth/token', { body, headers: { 'accept-language': language } })
    return { status: answer.status, language: answer.headers.get('content-language'), ...answer.body }
  }
  const [english, turkish, indonesian] = [await ask('en'), await ask('tr'), await ask('id')]
  expect([english.message, english.language]).toEqual([english.error_description, 'en'])
  for (const told of [turkish, indonesian]) {
    expect([told.status, told.error, told.error_description]).toEqual([english.status, english.error, english.error_description])
    expect([told.message, told.details.fix]).not.toContain(english.message)
    expect(told.details.fix).not.toBe(english.details.fix)
  }
  expect([turkish.language, indonesian.language]).toEqual(['tr', 'id'])
  expect(english.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
})
