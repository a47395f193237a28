import { describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { type BrowserAnswer, newTestBrowser } from '../../app/test-browser.ts'
import { absoluteMs, idleMs } from './sessions.service.ts'

const setupTokenOf = (app: TestApp): string => new URL(app.setupUrl ?? '').searchParams.get('token') ?? ''

const ayse = { email: 'ayse@example.com', password: 'uzun bir parola' }
const owner = { company_name: 'Öztürk Makina', name: 'Ayşe Öztürk', ...ayse, language: 'tr' }

async function setUp() {
  const app = await createTestApp({ isFresh: true })
  const browser = newTestBrowser(app.url)
  const setupToken = setupTokenOf(app)
  const first = await browser.call('POST', '/api/setup', { body: { token: setupToken, ...owner } })
  return { ...app, browser, first, setupToken }
}

const outcome = ({ status, body }: BrowserAnswer) => [status, body['code'] ?? 'ok']

const expectedSession = {
  user: { id: 1, name: 'Ayşe Öztürk', email: 'ayse@example.com', language: 'tr' },
  companies: [{ slug: 'ozturk-makina', name: 'Öztürk Makina', role: 'owner' }],
  csrf_token: expect.stringMatching(/^[\w-]{43}$/),
  scopes: ['admin'],
}

describe('the first owner', () => {
  test('sets Interlock up with the one-time token and is signed in by it', async () => {
    const { browser, first } = await setUp()
    expect([first.status, first.body]).toEqual([201, expectedSession])
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^interlock_session=[\w-]{43}; path=\/; expires=[^;]+; samesite=strict; httponly$/),
    ])
    expect((await browser.call('GET', '/api/session')).body).toEqual(expectedSession)
    expect((await browser.call('GET', '/api/setup')).body).toEqual({ needed: false })
  })

  test('can try again after a mistake, but nobody a second time', async () => {
    const app = await createTestApp({ isFresh: true })
    const browser = newTestBrowser(app.url)
    const token = setupTokenOf(app)
    const post = (change: object) => browser.call('POST', '/api/setup', { body: { token, ...owner, ...change } })
    expect((await browser.call('GET', '/api/setup')).body).toEqual({ needed: true })
    expect(outcome(await post({ token: 'guessed' }))).toEqual([403, 'forbidden'])
    expect(await post({ password: 'Öztürk MAKİNA'.toLowerCase(), company_name: 'öztürk maki̇na' })).toMatchObject({
      status: 400,
      body: { details: { field: 'password' } },
    })
    expect(await post({ email: 'nobody', role: 'owner' })).toMatchObject({
      status: 400,
      body: { details: { fields: [{ field: 'email' }, { field: 'role' }] } },
    })
    expect(outcome(await post({}))).toEqual([201, 'ok'])
    expect(outcome(await post({}))).toEqual([409, 'conflict'])
  })
})

describe('signing in', () => {
  test('takes the e-mail in any case, and says the same for a wrong password and an unknown person', async () => {
    const { url } = await setUp()
    const browser = newTestBrowser(url)
    const post = (body: object) => browser.call('POST', '/api/session', { body: { ...body } })
    expect(outcome(await browser.call('GET', '/api/session'))).toEqual([401, 'unauthorized'])
    const wrong = await post({ ...ayse, password: 'something else' })
    const unknown = await post({ ...ayse, email: 'mehmet@example.com' })
    expect(outcome(wrong)).toEqual([401, 'invalid_credentials'])
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' })
    expect(outcome(await post({ email: ' AYSE@Example.com ', password: ayse.password }))).toEqual([200, 'ok'])
    expect(outcome(await browser.call('GET', '/api/session'))).toEqual([200, 'ok'])
  })

  test('slows down for an account after five failures, even if all come at once', async () => {
    const { url, advance } = await setUp()
    const browser = newTestBrowser(url)
    const guess = (password = 'wrong') => browser.call('POST', '/api/session', { body: { email: ayse.email, password } })
    const codes = (await Promise.all(Array.from({ length: 8 }, () => guess()))).map((answer) => answer.body['code'])
    expect(codes.toSorted()).toEqual([...Array(5).fill('invalid_credentials'), ...Array(3).fill('rate_limited')])
    const refused = await guess(ayse.password)
    expect([...outcome(refused), refused.headers.get('retry-after')]).toEqual([429, 'rate_limited', '1'])
    expect(outcome(await browser.call('POST', '/api/session', { body: { email: 'other@example.com', password: 'x' } }))).toEqual([
      401,
      'invalid_credentials',
    ])
    advance(1_000)
    expect(outcome(await guess())).toEqual([401, 'invalid_credentials'])
    advance(1_999)
    expect(outcome(await guess(ayse.password))).toEqual([429, 'rate_limited'])
    advance(1)
    expect(outcome(await guess(ayse.password))).toEqual([200, 'ok'])
    expect(outcome(await guess())).toEqual([401, 'invalid_credentials'])
  })

  test('again on the same device ends the session before', async () => {
    const { browser } = await setUp()
    await browser.call('POST', '/api/session', { body: ayse })
    expect((await browser.call('GET', '/api/sessions')).body['data']).toHaveLength(1)
  })
})

describe('a session', () => {
  test('ends by idleness and by age', async () => {
    const { browser, advance } = await setUp()
    advance(idleMs)
    expect(await browser.call('GET', '/api/session')).toMatchObject({ status: 401, body: { message: 'The session has ended.' } })
    await browser.call('POST', '/api/session', { body: ayse })
    for (let age = 0; age < absoluteMs; age += idleMs / 2) {
      expect((await browser.call('GET', '/api/session')).status).toBe(200)
      advance(idleMs / 2)
    }
    expect((await browser.call('GET', '/api/session')).status).toBe(401)
  })

  test('changes nothing without its CSRF token, or from a page of another site', async () => {
    const { browser, url, first } = await setUp()
    const patch = (headers: Record<string, string>) => browser.call('PATCH', '/api/session', { body: { name: 'A' }, headers })
    const other = newTestBrowser(url)
    const { body } = await other.call('POST', '/api/session', { body: ayse })
    expect(outcome(await patch({ 'x-csrf-token': String(body['csrf_token']) }))).toEqual([403, 'csrf_failed'])
    expect(outcome(await patch({ origin: 'http://evil.example' }))).toEqual([403, 'csrf_failed'])
    expect(outcome(await patch({ origin: 'null' }))).toEqual([403, 'csrf_failed'])
    expect(outcome(await patch({ origin: url }))).toEqual([200, 'ok'])
    browser.forgetCsrf()
    expect(outcome(await browser.call('PATCH', '/api/session', { body: { name: 'B' } }))).toEqual([403, 'csrf_failed'])
    expect(outcome(await patch({ 'x-csrf-token': String(first.body['csrf_token']) }))).toEqual([200, 'ok'])
  })

  test('tells name and language, which its person changes', async () => {
    const { browser } = await setUp()
    const changed = { ...expectedSession, user: { ...expectedSession.user, name: 'Ayşe', language: null } }
    expect((await browser.call('PATCH', '/api/session', { body: { name: ' Ayşe ', language: null } })).body).toEqual(changed)
    expect((await browser.call('GET', '/api/session')).body).toEqual(changed)
    expect(outcome(await browser.call('PATCH', '/api/session', { body: { language: 'de' } }))).toEqual([400, 'invalid_request'])
  })

  test('works in a company of its person only, in the environment asked for', async () => {
    const { browser } = await setUp()
    const get = (headers: Record<string, string>) => browser.call('GET', '/api/company', { headers })
    expect((await get({ 'x-company': 'ozturk-makina', 'x-environment': 'sandbox' })).body['slug']).toBe('ozturk-makina')
    expect(outcome(await get({ 'x-company': 'someone-else' }))).toEqual([403, 'forbidden'])
    expect(outcome(await get({ 'x-environment': 'test' }))).toEqual([400, 'invalid_request'])
  })
})

describe('devices', () => {
  test('are listed, and a new password signs out all others', async () => {
    const { browser, url } = await setUp()
    const phone = newTestBrowser(url)
    await phone.call('POST', '/api/session', { body: ayse, headers: { 'user-agent': 'Phone' } })
    const { data } = (await phone.call('GET', '/api/sessions')).body as { data: { user_agent: string; is_current: boolean }[] } // the contract says so
    expect(data.map((device) => [device.user_agent, device.is_current])).toEqual([
      ['Phone', true],
      ['node', false],
    ])
    const put = (current: string, next: string) =>
      phone.call('PUT', '/api/session/password', { body: { current_password: current, new_password: next } })
    expect((await put('wrong', 'yepyeni bir parola')).body['details']).toMatchObject({ field: 'current_password' })
    expect((await put(ayse.password, ayse.email)).body['details']).toMatchObject({ field: 'new_password' })
    expect(outcome(await put(ayse.password, 'yepyeni bir parola'))).toEqual([204, 'ok'])
    expect(outcome(await browser.call('GET', '/api/session'))).toEqual([401, 'unauthorized'])
    expect(outcome(await phone.call('GET', '/api/session'))).toEqual([200, 'ok'])
    expect(outcome(await browser.call('POST', '/api/session', { body: ayse }))).toEqual([401, 'invalid_credentials'])
  })

  test('signing out ends this one, everywhere ends all', async () => {
    const { browser, url } = await setUp()
    const phone = newTestBrowser(url)
    await phone.call('POST', '/api/session', { body: ayse })
    const out = await browser.call('DELETE', '/api/session')
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([
      204,
      expect.stringContaining('interlock_session=; path=/; expires=Thu, 01 Jan 1970'),
    ])
    expect(outcome(await phone.call('GET', '/api/session'))).toEqual([200, 'ok'])
    await browser.call('POST', '/api/session', { body: ayse })
    expect((await phone.call('DELETE', '/api/sessions')).status).toBe(204)
    expect(outcome(await browser.call('GET', '/api/session'))).toEqual([401, 'unauthorized'])
  })
})
