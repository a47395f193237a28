import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startNode, startServer } from '../scripts/interlock-process.ts'
import { callApi, createPlant, createPlantKey } from '../src-main/app/test-plant.ts'

const file = fileURLToPath(new URL('poll-events.mjs', import.meta.url))

function startClient(url: string, key: string, secret: string) {
  const env = { INTERLOCK_URL: url, INTERLOCK_KEY: key, INTERLOCK_CONSUMER_SECRET: secret }
  const { child, ended } = startNode([file, 'erp'], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  return { child, ended, output: () => output }
}

test('it fetches what happens, goes on after a crash of the server, and gets nothing twice that it acknowledged', async () => {
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  const first = await startServer({ dataDir })
  const consumer = { name: 'erp', events: ['customer.*'] }
  const { body } = await callApi(first.url, key, { method: 'POST', path: '/api/event-consumers', body: consumer })
  const create = (url: string, name: string) =>
    callApi(url, key, {
      method: 'POST',
      path: '/api/v1/customers',
      body: { name },
      idempotencyKey: `add-${Buffer.from(name).toString('hex')}`,
    })
  const behind = async (url: string) => (await callApi(url, key, { method: 'GET', path: '/api/event-consumers' })).body.data[0].behind
  const client = startClient(first.url, key, body.secret)
  await create(first.url, 'Acme')
  await expect.poll(client.output, { timeout: 30_000 }).toContain('Acme')
  await expect.poll(() => behind(first.url), { timeout: 30_000 }).toBe(0)
  await first.stop('SIGKILL')
  const second = await startServer({ dataDir, port: Number(new URL(first.url).port) })
  try {
    await create(second.url, 'Ege Vana')
    await expect.poll(client.output, { timeout: 30_000 }).toContain('Ege Vana')
    await expect.poll(() => behind(second.url), { timeout: 30_000 }).toBe(0)
    client.child.kill('SIGKILL')
    await create(second.url, 'Çağrı Şişe')
    const next = startClient(second.url, key, body.secret)
    await expect.poll(next.output, { timeout: 30_000 }).toContain('Çağrı Şişe')
    expect(next.output()).not.toContain('Ege Vana')
  } finally {
    await second.stop()
  }
}, 90_000)

test('it ends where a signature is not right', async () => {
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  const server = await startServer({ dataDir })
  try {
    await callApi(server.url, key, { method: 'POST', path: '/api/event-consumers', body: { name: 'erp', events: ['*'] } })
    await callApi(server.url, key, { method: 'POST', path: '/api/v1/customers', body: { name: 'Acme' }, idempotencyKey: 'add-acme' })
    const { exitCode, stderr } = await startClient(server.url, key, 'whsec_b3RoZXI=').ended
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('wrong signature')])
  } finally {
    await server.stop()
  }
}, 60_000)
