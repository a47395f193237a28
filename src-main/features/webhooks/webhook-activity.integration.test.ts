import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write'])
  const answers = [200, 500]
  const sink = createServer((_, response) => void response.writeHead(answers.shift() ?? 200).end())
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void sink.close())
  const { port } = sink.address() as AddressInfo // a TCP server's address is always one
  const body = { name: 'ERP', url: `http://127.0.0.1:${port}/`, events: ['*'] }
  const created = await app.request('POST', '/api/webhooks', { key, body })
  return { ...app, key, path: `/api/webhooks/${created.body.id}` }
}

test('activity counts the deliveries of 24 hours by hour, the running one last', async () => {
  const { request, key, path } = await setUp()
  for (let count = 0; count < 2; count += 1) await request('POST', `${path}/test`, { key })
  const { body } = await request('GET', `${path}/activity`, { key })
  expect(body.data).toHaveLength(24)
  expect(body.data[0]).toEqual({ hour: '2026-11-21T09:00:00.000Z', delivered: 0, failed: 0, waiting: 0 })
  expect(body.data[23]).toEqual({ hour: '2026-11-22T08:00:00.000Z', delivered: 1, failed: 1, waiting: 0 })
  expect((await request('GET', path, { key })).body.stats).toMatchObject({ next_attempt_at: null, p99_response_ms: expect.any(Number) })
})

test('activity of a webhook that does not exist is not found', async () => {
  const { request, key } = await setUp()
  expect(await request('GET', '/api/webhooks/99/activity', { key })).toMatchObject({ status: 404, body: { code: 'not_found' } })
})
