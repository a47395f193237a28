import { rmSync } from 'node:fs'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { ensureRedisServer, startRedisServer } from '../../scripts/redis-server.ts'
import { connectRedis } from '../infra/redis/redis-link.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { copyDataFolder } from './test-data-folder.ts'

const program = ensureRedisServer()

/** A Redis of the test's own, stopped when it ends. */
async function startRedis(port?: number) {
  const server = await startRedisServer(String(program), port)
  onTestFinished(server.stop)
  return server
}

async function createHost(redisUrl: string, dataDir?: string): Promise<TestApp> {
  const app = await createTestApp({ redisUrl, ...(dataDir === undefined ? {} : { dataDir }) })
  await untilRedisIs(app, 'connected')
  return app
}

const untilRedisIs = (app: TestApp, state: string) =>
  expect.poll(async () => (await app.request('GET', '/health')).body.redis, { timeout: 15_000 }).toBe(state)

const list = (app: TestApp, key: string) => app.request('GET', '/api/v1/customers', { key })

test.skipIf(program === undefined)('several hosts count one limit together', async () => {
  const redis = await startRedis()
  const hosts = [await createHost(redis.url), await createHost(redis.url)] as const
  // Both of the first key's number, in their own companies of one name.
  const [one, other] = [
    await hosts[0].createKey(['read'], { rateLimitPerHour: 3 }),
    await hosts[1].createKey(['read'], { rateLimitPerHour: 3 }),
  ]
  const remaining = [await list(hosts[0], one), await list(hosts[1], other), await list(hosts[0], one)].map(({ headers }) =>
    headers.get('x-ratelimit-remaining'),
  )
  expect(remaining).toEqual(['2', '1', '0'])
  const refused = await list(hosts[1], other)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3660'])
  for (const host of hosts) host.advance(3_660_000)
  expect((await list(hosts[1], other)).status).toBe(200)
})

test.skipIf(program === undefined)('without its Redis a host goes on in memory, says so, and uses it again when it is back', async () => {
  const redis = await startRedis()
  const app = await createHost(redis.url)
  const key = await app.createKey(['read'], { rateLimitPerHour: 2 })
  expect((await list(app, key)).status).toBe(200)
  await redis.stop()
  expect((await list(app, key)).status).toBe(200)
  await untilRedisIs(app, 'away')
  expect((await list(app, key)).status).toBe(200)
  expect((await list(app, key)).status).toBe(429)
  await startRedis(Number(new URL(redis.url).port))
  await untilRedisIs(app, 'connected')
  expect((await list(app, key)).status).toBe(200)
})

test.skipIf(program === undefined)('an answer outlives its process in Redis, until a record changes', async () => {
  const dataDir = await copyDataFolder()
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const redis = await startRedis()
  const link = await connectRedis(redis.url, pino({ level: 'silent' }))
  onTestFinished(link.close)
  const before = await createHost(redis.url, dataDir)
  const key = await before.createKey(['write'])
  await before.close()
  const first = await createHost(redis.url, dataDir)
  // The key is announced at the start after it was made beside the server; from then on nothing happens by itself.
  await expect.poll(async () => (await first.request('GET', '/api/v1/events', { key })).body.data).toHaveLength(1)
  const create = (app: TestApp, name: string) => app.request('POST', '/api/v1/customers', { key, body: { name } })
  expect((await create(first, 'Çağrı')).status).toBe(201)
  // Kept from the second time on.
  await list(first, key)
  const etag = (await list(first, key)).headers.get('etag')
  const kept = async () => (await link.send(['KEYS', 'interlock:answer:*'])) as string[] // what the command gives
  await expect.poll(kept).toHaveLength(1)
  await first.close()

  const [name = ''] = await kept()
  const answer = JSON.parse(String(await link.send(['GET', name])))
  // Written over, so that it shows where the next answer comes from.
  await link.send(['SET', name, JSON.stringify({ ...answer, body: answer.body.replace('Çağrı', 'From Redis') })])
  const second = await createHost(redis.url, dataDir)
  const again = await list(second, key)
  expect([again.body.data[0].name, again.headers.get('etag')]).toEqual(['From Redis', etag])
  expect((await create(second, 'Işıl')).status).toBe(201)
  expect((await list(second, key)).body.data.map((each: { name: string }) => each.name)).toEqual(['Işıl', 'Çağrı'])
})
