import { expect, test } from 'vitest'
import { type BrowserAnswer, newTestBrowser } from '../../app/test-browser.ts'
import { openSocket } from '../live/test-live-client.ts'
import { authorize, createOauthPlant, newPersonBrowser, tabletApp } from '../oauth/test-oauth-plant.ts'
import { createTestCompany, join, password } from './test-company.ts'

const outcome = ({ status, body }: BrowserAnswer) => [status, body['code'] ?? 'ok']

test('the people of a company are listed for who may read them, and no other company’s', async () => {
  const { app, owner, join: joinPlant } = await createTestCompany()
  const { browser } = await joinPlant('Mehmet', 'operator')
  const olivia = {
    id: 1,
    name: 'Olivia Owner',
    email: 'owner@plant.example',
    role: 'owner',
    is_active: true,
    disabled_at: null,
    last_sign_in_at: '2026-11-22T08:00:00.000Z',
  }
  const mehmet = { ...olivia, id: 2, name: 'Mehmet', email: 'mehmet@plant.example', role: 'operator' }
  expect((await browser.call('GET', '/api/people')).body).toEqual({ data: [mehmet, olivia], pagination: { limit: 2, next_cursor: null } })
  const stranger = await app.createKey(['admin'], { company: await app.addCompany('Other Plant') })
  expect((await app.request('GET', '/api/people', { key: stranger })).body.data).toEqual([])
  expect((await app.request('GET', '/api/people/2/access', { key: stranger })).status).toBe(404)
  expect((await app.request('PATCH', '/api/people/2', { key: stranger, body: { is_active: false } })).status).toBe(404)
  expect((await owner.call('GET', '/api/people')).body['data']).toEqual([mehmet, olivia])
  const other = await app.createKey(['write'])
  expect(await app.request('GET', '/api/people', { key: other })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('a role changes at once, and what happened is in the log with who did it', async () => {
  const { owner, join: joinPlant } = await createTestCompany()
  const { browser, id } = await joinPlant('Mehmet', 'viewer')
  const create = () => browser.call('POST', '/api/v1/customers', { body: { name: 'Arçelik' } })
  expect(outcome(await create())).toEqual([403, 'forbidden'])
  expect((await owner.call('PATCH', `/api/people/${id}`, { body: { role: 'operator' } })).body['role']).toBe('operator')
  expect(outcome(await create())).toEqual([201, 'ok'])
  // What is as it was says nothing.
  await owner.call('PATCH', `/api/people/${id}`, { body: { role: 'operator', is_active: true } })
  await owner.call('PATCH', `/api/people/${id}`, { body: { is_active: false } })
  await owner.call('PATCH', `/api/people/${id}`, { body: { is_active: true } })
  const { data } = (await owner.call('GET', '/api/v1/events?record_type=person')).body as { data: { event: string; data: object }[] } // the contract says so
  expect(data.map(({ event }) => event)).toEqual(['person.enabled', 'person.disabled', 'person.role_changed', 'person.added'])
  expect(data[2]?.data).toEqual({
    person: { id, name: 'Mehmet', role: 'operator', is_active: true, disabled_at: null },
    previous_role: 'viewer',
    changed_by: { id: 1, type: 'user', name: 'Olivia Owner' },
  })
})

test('nobody disables themselves, the last active owner stays, and only owners change owners', async () => {
  const { app, owner, join: joinPlant } = await createTestCompany()
  const ada = await joinPlant('Ada', 'admin')
  const vera = await joinPlant('Vera', 'viewer')
  const patch = async (by: typeof owner, id: number, body: object) =>
    outcome(await by.call('PATCH', `/api/people/${id}`, { body: { ...body } }))
  expect(await patch(owner, 1, { is_active: false })).toEqual([409, 'conflict'])
  expect(await patch(owner, 1, { role: 'admin' })).toEqual([409, 'conflict'])
  expect(await patch(ada.browser, ada.id, { is_active: false })).toEqual([409, 'conflict'])
  for (const change of [{ is_active: false }, { role: 'viewer' }]) expect(await patch(ada.browser, 1, change)).toEqual([403, 'forbidden'])
  expect(await patch(ada.browser, vera.id, { role: 'owner' })).toEqual([403, 'forbidden'])
  expect(await patch(vera.browser, ada.id, { is_active: false })).toEqual([403, 'forbidden'])
  const [all, some] = [await app.createKey(['admin']), await app.createKey(['people:write'])]
  const byKey = async (key: string, id: number, body: object) => (await app.request('PATCH', `/api/people/${id}`, { key, body })).status
  expect([await byKey(all, 1, { is_active: false }), await byKey(some, ada.id, { is_active: false })]).toEqual([403, 403])
  // Once there is another owner the first may go, but not while that one is disabled.
  expect(await patch(owner, ada.id, { role: 'owner' })).toEqual([200, 'ok'])
  expect(await patch(owner, ada.id, { is_active: false })).toEqual([200, 'ok'])
  expect(await patch(owner, 1, { role: 'viewer' })).toEqual([409, 'conflict'])
  expect(await patch(owner, ada.id, { is_active: true })).toEqual([200, 'ok'])
  await ada.browser.call('POST', '/api/session', { body: { email: 'ada@plant.example', password } })
  expect(await patch(ada.browser, 1, { is_active: false })).toEqual([200, 'ok'])
  expect(outcome(await owner.call('GET', '/api/session'))).toEqual([401, 'unauthorized'])
})

test('two owners who disable each other at the same time leave one', async () => {
  const { owner, join: joinPlant } = await createTestCompany()
  const { browser, id } = await joinPlant('Ada', 'owner')
  const body = { is_active: false }
  await Promise.all([owner.call('PATCH', `/api/people/${id}`, { body }), browser.call('PATCH', '/api/people/1', { body })])
  const alive = [await owner.call('GET', '/api/session'), await browser.call('GET', '/api/session')].map(({ status }) => status)
  expect(alive.toSorted()).toEqual([200, 401])
})

test('who is disabled is out of the company at once, socket included, and in their other companies as before', async () => {
  const { app, owner, join: joinPlant } = await createTestCompany()
  const { browser, id } = await joinPlant('Mehmet', 'operator')
  const elsewhere = await app.createKey(['admin'], { company: await app.addCompany('Other Plant') })
  const order = { name: 'Mehmet', email: 'mehmet@plant.example', role: 'viewer' }
  const { link } = (await app.request('POST', '/api/invitations', { key: elsewhere, body: order })).body
  const token = new URL(link).searchParams.get('token')
  const { headers } = await browser.call('POST', '/api/invitations/accept', { body: { token, password } })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const [here, there] = await Promise.all([
    openSocket(app.url, { cookie, origin: app.url }),
    openSocket(app.url, { cookie, origin: app.url }),
  ])
  here.send({ type: 'authenticate', company: 'test-plant' })
  there.send({ type: 'authenticate', company: 'other-plant' })
  await Promise.all([here.next('ready'), there.next('ready')])

  expect((await owner.call('GET', `/api/people/${id}/access`)).body).toEqual({ sessions: 1, consents: 0, api_keys: 0 })
  expect((await owner.call('PATCH', `/api/people/${id}`, { body: { is_active: false } })).body).toMatchObject({
    is_active: false,
    disabled_at: '2026-11-22T08:00:00.000Z',
  })
  const get = (company: string) => browser.call('GET', '/api/v1/jobs', { headers: { 'x-company': company } })
  expect(outcome(await get('test-plant'))).toEqual([403, 'forbidden'])
  expect(await here.closed).toMatchObject({ code: 4403 })
  expect(outcome(await get('other-plant'))).toEqual([200, 'ok'])
  expect(await there.ask({ type: 'subscribe', channels: ['jobs'] })).toMatchObject({ type: 'ack' })
  expect((await browser.call('GET', '/api/session')).body['companies']).toEqual([expect.objectContaining({ slug: 'other-plant' })])
  // The other company disables them too: then there is nothing left to sign in to.
  expect((await app.request('PATCH', `/api/people/${id}`, { key: elsewhere, body: { is_active: false } })).status).toBe(200)
  expect(outcome(await browser.call('GET', '/api/session'))).toEqual([401, 'unauthorized'])
  const signIn = () => newTestBrowser(app.url).call('POST', '/api/session', { body: { email: order.email, password } })
  expect(outcome(await signIn())).toEqual([403, 'forbidden'])
  await owner.call('PATCH', `/api/people/${id}`, { body: { is_active: true } })
  expect(outcome(await signIn())).toEqual([200, 'ok'])
})

test('what a disabled person allowed OAuth clients has ended and stays so, and their API keys go on', async () => {
  const plant = await createOauthPlant()
  const { app } = plant
  const owner = newTestBrowser(app.url)
  await owner.call('POST', '/api/session', { body: { email: 'owner@plant.example', password: 'correct horse battery' } })
  const { browser, id } = await join(app, { by: owner, name: 'Mehmet', role: 'admin' })
  const signedIn = await newTestBrowser(app.url).call('POST', '/api/session', { body: { email: 'mehmet@plant.example', password } })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const session = { cookie, 'x-csrf-token': String(signedIn.body['csrf_token']) }
  const config = await plant.discover(await plant.newClient(tabletApp))
  const { exchange } = await authorize(config, newPersonBrowser(app, session))
  const { access_token: accessToken, refresh_token: refreshToken } = await exchange()
  const order = { name: 'Scale', scopes: ['read'], environment: 'live' }
  const { key } = (await browser.call('POST', '/api/api-keys', { body: order })).body as { key: string } // the contract says so
  expect((await plant.get('/api/v1/jobs', accessToken)).status).toBe(200)
  expect((await owner.call('GET', `/api/people/${id}/access`)).body).toEqual({ sessions: 2, consents: 1, api_keys: 1 })

  const change = (isActive: boolean) => owner.call('PATCH', `/api/people/${id}`, { body: { is_active: isActive } })
  const refresh = () => app.request('POST', '/api/oauth/token', { body: refreshOf(config.clientMetadata(), refreshToken) })
  const seen = async () => [
    (await plant.get('/api/v1/jobs', accessToken)).body.code,
    (await refresh()).status,
    (await app.request('GET', '/api/v1/jobs', { key })).status,
  ]
  expect(outcome(await change(false))).toEqual([200, 'ok'])
  expect(await seen()).toEqual(['access_token_revoked', 400, 200])
  expect(outcome(await change(true))).toEqual([200, 'ok'])
  expect(await seen()).toEqual(['access_token_revoked', 400, 200])
})

const refreshOf = (client: { client_id: string; client_secret?: unknown }, refreshToken: string | undefined) => ({
  grant_type: 'refresh_token',
  refresh_token: refreshToken,
  client_id: client.client_id,
  client_secret: client.client_secret,
})
