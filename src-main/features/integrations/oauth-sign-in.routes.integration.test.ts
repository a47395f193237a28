import { expect, onTestFinished, test, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { startOauthProvider, type TestOauthProvider } from '../../connectors/kit/test-oauth-provider.ts'
import { listNewestEvents } from '../../events/event-log.ts'

/** An application and a provider on one clock, which the test moves. */
async function createPlant(options: { accessTokenTtl?: number } = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T08:00:00.000Z') })
  onTestFinished(() => void vi.useRealTimers())
  const provider = await startOauthProvider(options)
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const advance = (ms: number): void => {
    app.advance(ms)
    vi.setSystemTime(Date.now() + ms)
  }
  return { provider, app, key, advance }
}

type Plant = Awaited<ReturnType<typeof createPlant>>

const connect = ({ app, key, provider }: Plant, input: object = {}) =>
  app.request('POST', '/api/integrations/rest_oauth/connect', { key, body: { ...provider.client, ...input } })

async function signIn({ app, key, provider }: Plant) {
  const { body } = await app.request('GET', '/api/integrations/oauth/any/authorize?id=1', { key })
  return provider.signIn(body.authorization_url)
}

const connection = async ({ app, key }: Plant) => (await app.request('GET', '/api/connections/1', { key })).body

const call = ({ app, key }: Plant) =>
  app.request('POST', '/api/connections/1/actions/call_api', { key, body: { input: { method: 'GET', path: '/' } } })

const refreshes = (provider: TestOauthProvider): number => provider.tokenRequests().filter((type) => type === 'refresh_token').length

const eventsOf = (app: TestApp) => listNewestEvents(app.look('live'), 10).map(({ event }) => event)

test('a provider is connected in the browser, and calls go with its token', async () => {
  const plant = await createPlant()
  const connected = await connect(plant)
  expect([connected.status, connected.body.connection.status, connected.body.test.failure.kind]).toEqual([201, 'INACTIVE', 'no_grant'])
  expect((await call(plant)).body.details.kind).toBe('no_grant')
  const page = await signIn(plant)
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('REST, OAuth 2 is connected.')])
  expect(await connection(plant)).toMatchObject({
    status: 'ACTIVE',
    grant: { scope: 'openid', expires_at: '2026-11-22T08:01:00.000Z' },
    next_refresh_at: '2026-11-22T08:00:48.000Z',
  })
  expect(JSON.parse((await call(plant)).body.output.body)).toEqual({ account: 'ayse' })
})

test('fifty calls at once on a token that has ended renew it exactly once', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  plant.advance(61_000)
  const answers = await Promise.all(Array.from({ length: 50 }, () => call(plant)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
  expect(refreshes(plant.provider)).toBe(1)
})

test('a token is renewed ahead of its end though nobody uses it, again and again', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  for (let count = 1; count <= 3; count += 1) {
    plant.advance(48_000)
    await expect.poll(() => refreshes(plant.provider)).toBe(count)
    await expect.poll(async () => Date.parse((await connection(plant)).next_refresh_at)).toBeGreaterThan(Date.now())
  }
  expect((await call(plant)).status).toBe(200)
  expect(plant.provider.tokenRequests()).toEqual(['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token'])
})

test('a grant that has ended makes an error with an event, is not asked for again, and is connected again under the same id', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  await plant.provider.endGrants()
  plant.advance(61_000)
  for (let count = 0; count < 2; count += 1) {
    const { status, body } = await call(plant)
    expect([status, body.details.kind]).toEqual([424, 'revoked_grant'])
  }
  expect(plant.provider.tokenRequests()).toEqual(['authorization_code', 'refresh_token refused'])
  expect(await connection(plant)).toMatchObject({
    status: 'ERROR',
    next_refresh_at: null,
    last_error: { kind: 'revoked_grant', vendor: { code: 'invalid_grant' } },
  })
  expect(eventsOf(plant.app)).toEqual(['connection.failed'])
  await signIn(plant)
  expect(await connection(plant)).toMatchObject({ id: 1, status: 'ACTIVE' })
  expect(eventsOf(plant.app)).toEqual(['connection.restored', 'connection.failed'])
  expect((await call(plant)).status).toBe(200)
})

test('a provider that is down for a while costs no grant', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  plant.provider.failWith(503)
  plant.advance(61_000)
  expect((await call(plant)).body.details.kind).toBe('vendor_down')
  expect((await connection(plant)).status).toBe('ACTIVE')
  plant.provider.failWith(undefined)
  expect((await call(plant)).status).toBe(200)
})

test('a token that the vendor no longer takes is renewed once, and the call goes on', async () => {
  const plant = await createPlant({ accessTokenTtl: 30 })
  await connect(plant)
  await signIn(plant)
  vi.setSystemTime(Date.now() + 31_000)
  expect((await call(plant)).status).toBe(200)
  expect(refreshes(plant.provider)).toBe(1)
})

test('a state is good once, and for nothing that is made up', async () => {
  const plant = await createPlant()
  await connect(plant)
  const { body } = await plant.app.request('GET', '/api/integrations/oauth/any/authorize?id=1', { key: plant.key })
  await plant.provider.signIn(body.authorization_url)
  expect((await plant.provider.signIn(body.authorization_url)).text).toContain('This sign-in is not known here')
  const made = await plant.app.request('GET', '/api/integrations/oauth/any/callback?state=made-up&code=x')
  expect(made.text).toContain('This sign-in is not known here')
})

test('a sign-in that takes longer than ten minutes is refused', async () => {
  const plant = await createPlant()
  await connect(plant)
  const { body } = await plant.app.request('GET', '/api/integrations/oauth/any/authorize?id=1', { key: plant.key })
  plant.app.advance(11 * 60_000)
  expect((await plant.provider.signIn(body.authorization_url)).text).toContain('took longer than ten minutes')
  expect((await connection(plant)).grant).toBeNull()
})

test('what was granted is ended at the vendor and forgotten here; the connection stays', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  const ended = await plant.app.request('POST', '/api/integrations/oauth/any/disconnect', { key: plant.key, body: { id: 1 } })
  expect([ended.status, ended.body.status, ended.body.grant]).toEqual([200, 'INACTIVE', null])
  expect((await call(plant)).body.details.kind).toBe('no_grant')
  await signIn(plant)
  expect((await call(plant)).status).toBe(200)
})

test('a connection that is led to another server loses what was granted for the old one', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  const config = { ...plant.provider.client.config, base_url: 'http://127.0.0.1:9/api' }
  const moved = await connect(plant, { id: 1, config })
  expect(moved.body.connection).toMatchObject({ id: 1, status: 'INACTIVE', grant: null })
})

test('a restart goes on with the tokens of before', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  plant.advance(61_000)
  await call(plant)
  await plant.app.close()
  const again = { ...plant, app: await createTestApp({ dataDir: plant.app.dataDir }) }
  again.app.advance(122_000)
  plant.advance(61_000)
  expect((await call(again)).status).toBe(200)
  expect(plant.provider.tokenRequests()).not.toContain('refresh_token refused')
})

test('neither tokens nor secrets stand in the log of the connection', async () => {
  const plant = await createPlant()
  await connect(plant)
  await signIn(plant)
  await call(plant)
  const text = JSON.stringify(plant.app.look('live').$client.prepare('SELECT * FROM connection_calls').all())
  expect(text).not.toContain(plant.provider.client.credentials.client_secret)
  expect(plant.provider.tokens()).toHaveLength(2)
  for (const token of plant.provider.tokens()) expect(text).not.toContain(token)
  expect(text).toContain('access_token')
})
