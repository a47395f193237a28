import { expect, test } from 'vitest'
import { type BrowserAnswer, newTestBrowser } from '../../app/test-browser.ts'
import { createTestCompany, invite, join, password } from './test-company.ts'

const outcome = ({ status, body }: BrowserAnswer) => [status, body['code'] ?? 'ok']

const dayMs = 86_400_000

test('a person who is invited opens the link, chooses a password and is in, once', async () => {
  const { app, owner } = await createTestCompany()
  const made = await owner.call('POST', '/api/invitations', { body: { name: 'Mehmet', email: 'Mehmet@Plant.example', role: 'operator' } })
  const waiting = {
    id: 1,
    name: 'Mehmet',
    email: 'mehmet@plant.example',
    role: 'operator',
    invited_by: 'Olivia Owner',
    created_at: '2026-11-22T08:00:00.000Z',
    expires_at: '2026-11-29T08:00:00.000Z',
  }
  const link = String(made.body['link'])
  expect([made.status, made.body]).toEqual([201, { ...waiting, link: expect.stringContaining(`${app.url}/invitation?token=`) }])
  expect((await owner.call('GET', '/api/invitations')).body['data']).toEqual([waiting])
  const token = new URL(link).searchParams.get('token')
  const mehmet = newTestBrowser(app.url)
  expect((await mehmet.call('POST', '/api/invitations/open', { body: { token } })).body).toEqual({
    company_name: 'Test Plant',
    name: 'Mehmet',
    email: 'mehmet@plant.example',
    role: 'operator',
    has_account: false,
  })
  const accept = (body: object) => mehmet.call('POST', '/api/invitations/accept', { body: { token, ...body } })
  expect(outcome(await accept({ password: 'mehmet@plant.example' }))).toEqual([400, 'invalid_request'])
  expect(await accept({ password, name: 'Mehmet Kaya', language: 'tr' })).toMatchObject({
    status: 200,
    body: {
      user: { name: 'Mehmet Kaya', email: 'mehmet@plant.example', language: 'tr' },
      companies: [{ slug: 'test-plant', role: 'operator' }],
    },
  })
  expect((await mehmet.call('GET', '/api/v1/jobs')).status).toBe(200)
  expect(outcome(await accept({ password }))).toEqual([404, 'not_found'])
  expect((await owner.call('GET', '/api/invitations')).body['data']).toEqual([])
  const events = (await owner.call('GET', '/api/v1/events')).body['data'] as { event: string; data: Record<string, unknown> }[] // the contract says so
  expect(events.map(({ event }) => event)).toEqual(['person.added', 'invitation.created'])
  expect(events[0]?.data).toEqual({
    person: { id: 2, name: 'Mehmet Kaya', role: 'operator', is_active: true, disabled_at: null },
    changed_by: { id: 2, type: 'user', name: 'Mehmet Kaya' },
  })
  expect(JSON.stringify(events)).not.toContain('@')
})

test('a link dies with a new one for the same e-mail, by withdrawal and after seven days', async () => {
  const { app, owner } = await createTestCompany()
  const open = async (token: string) => outcome(await newTestBrowser(app.url).call('POST', '/api/invitations/open', { body: { token } }))
  const first = await invite({ by: owner, name: 'Mehmet', role: 'viewer' })
  const second = await invite({ by: owner, name: 'Mehmet', role: 'operator' })
  expect([await open(first), await open(second)]).toEqual([
    [404, 'not_found'],
    [200, 'ok'],
  ])
  expect((await owner.call('DELETE', '/api/invitations/2')).status).toBe(204)
  expect(await open(second)).toEqual([404, 'not_found'])
  const third = await invite({ by: owner, name: 'Mehmet', role: 'operator' })
  app.advance(7 * dayMs - 1)
  expect(await open(third)).toEqual([200, 'ok'])
  app.advance(1)
  expect(await open(third)).toEqual([404, 'not_found'])
  const accept = { token: third, password }
  expect(outcome(await newTestBrowser(app.url).call('POST', '/api/invitations/accept', { body: accept }))).toEqual([404, 'not_found'])
})

test('two who use a link at the same time are one person', async () => {
  const { app, owner } = await createTestCompany()
  const token = await invite({ by: owner, name: 'Mehmet', role: 'viewer' })
  const accept = () => newTestBrowser(app.url).call('POST', '/api/invitations/accept', { body: { token, password } })
  const answers = await Promise.all([accept(), accept(), accept()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404])
})

test('who has an account joins another company with their own password only, whoever holds the link', async () => {
  const { app, join: joinPlant } = await createTestCompany()
  const { browser } = await joinPlant('Mehmet', 'viewer')
  const other = await app.addCompany('Other Plant')
  const key = await app.createKey(['admin'], { company: other })
  const body = { name: 'M. Kaya', email: 'mehmet@plant.example', role: 'admin' }
  const made = await app.request('POST', '/api/invitations', { key, body })
  const token = new URL(made.body.link).searchParams.get('token')
  const stranger = newTestBrowser(app.url)
  expect((await stranger.call('POST', '/api/invitations/open', { body: { token } })).body['has_account']).toBe(true)
  const accept = (given: string) => stranger.call('POST', '/api/invitations/accept', { body: { token, name: 'Evil', password: given } })
  expect(outcome(await accept('a password of my own'))).toEqual([401, 'invalid_credentials'])
  expect((await accept(password)).body).toMatchObject({
    user: { name: 'Mehmet' },
    companies: [
      { slug: 'test-plant', role: 'viewer' },
      { slug: 'other-plant', role: 'admin' },
    ],
  })
  // The one company learns nothing of the other.
  expect((await browser.call('GET', '/api/people', { headers: { 'x-company': 'test-plant' } })).body['data']).toEqual([
    expect.objectContaining({ name: 'Mehmet', role: 'viewer' }),
    expect.objectContaining({ name: 'Olivia Owner' }),
  ])
})

test('who accepts on one device has the company on the others too, where they are signed in already', async () => {
  const { app, owner, join } = await createTestCompany()
  const { browser: atHome } = await join('Mehmet', 'operator')
  const other = await app.addCompany('Other Plant')
  const key = await app.createKey(['admin'], { company: other })
  const inOther = () => atHome.call('GET', '/api/v1/jobs', { headers: { 'x-company': other } })
  expect([(await inOther()).status, (await owner.call('GET', '/api/v1/jobs')).status]).toEqual([403, 200])
  const invitation = { name: 'Mehmet', email: 'mehmet@plant.example', role: 'viewer' }
  const { body } = await app.request('POST', '/api/invitations', { key, body: invitation })
  const token = new URL(body.link).searchParams.get('token')
  const accepted = await newTestBrowser(app.url).call('POST', '/api/invitations/accept', { body: { token, password } })
  expect([accepted.status, (await inOther()).status]).toEqual([200, 200])
})

test('nobody invites who is there, or with a role that may do more than they may', async () => {
  const { app, owner, join: joinPlant } = await createTestCompany()
  const admin = await joinPlant('Ada', 'admin')
  const viewer = await joinPlant('Vera', 'viewer')
  const post = async (by: typeof owner, role: string, email = 'new@plant.example') =>
    outcome(await by.call('POST', '/api/invitations', { body: { name: 'New', email, role } }))
  expect(await post(owner, 'viewer', 'ADA@plant.example')).toEqual([409, 'conflict'])
  expect(await post(owner, 'viewer', 'no address')).toEqual([400, 'invalid_request'])
  expect(await post(admin.browser, 'owner')).toEqual([403, 'forbidden'])
  expect(await post(admin.browser, 'admin')).toEqual([201, 'ok'])
  expect(await post(viewer.browser, 'viewer')).toEqual([403, 'forbidden'])
  const key = await app.createKey(['people:write', 'read'])
  const byKey = async (role: string) =>
    (await app.request('POST', '/api/invitations', { key, body: { name: 'New', email: 'key@plant.example', role } })).status
  expect([await byKey('operator'), await byKey('owner')]).toEqual([403, 403])
  const all = await app.createKey(['admin'])
  const order = { name: 'New', email: 'key@plant.example', role: 'owner' }
  expect((await app.request('POST', '/api/invitations', { key: all, body: order })).status).toBe(403)
})

test('an invitation is of its company alone', async () => {
  const { app, owner } = await createTestCompany()
  const other = await app.createKey(['admin'], { company: await app.addCompany('Other Plant') })
  await invite({ by: owner, name: 'Mehmet', role: 'viewer' })
  expect((await app.request('GET', '/api/invitations', { key: other })).body.data).toEqual([])
  expect((await app.request('DELETE', '/api/invitations/1', { key: other })).status).toBe(404)
  expect((await owner.call('GET', '/api/invitations')).body['data']).toHaveLength(1)
  // The same person can be asked by both, and comes into both.
  const body = { name: 'Mehmet', email: 'mehmet@plant.example', role: 'viewer' }
  expect((await app.request('POST', '/api/invitations', { key: other, body })).status).toBe(201)
  expect((await owner.call('GET', '/api/invitations')).body['data']).toHaveLength(1)
  expect((await join(app, { by: owner, name: 'Ece', role: 'viewer' })).id).toBe(2)
})
