import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from './test-app.ts'

/** A write whose body comes only when the test lets it: until then it is in work. */
function beginWrite(app: TestApp, key: string, name: string): Promise<() => Promise<string>> {
  const { hostname, port, host } = new URL(app.url)
  const body = JSON.stringify({ name })
  const head = [
    'POST /api/v1/customers HTTP/1.1',
    `Host: ${host}`,
    `X-API-Key: ${key}`,
    `X-Idempotency-Key: ${name}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  const finish = (): Promise<string> =>
    new Promise((resolve, reject) => {
      socket.once('close', () => resolve(answer))
      socket.once('error', reject)
      socket.write(body)
    })
  return new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n`, () => resolve(finish)))
}

test('beyond what it can work on it sends callers away at once; those let in are served, and health answers', async () => {
  const app = await createTestApp({ terms: { capacity: { requestsInWork: 3, queuedWrites: 500 } } })
  const key = await app.createKey(['write'])
  const read = () => app.request('GET', '/api/v1/customers', { key })
  expect((await read()).status).toBe(200)
  const letIn = await Promise.all(['A', 'B', 'C'].map((name) => beginWrite(app, key, name)))
  await expect.poll(async () => (await read()).status).toBe(503)

  const startedAt = performance.now()
  const late = await Promise.all(Array.from({ length: 20 }, read))
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  expect(late.map(({ status }) => status)).toEqual(Array(20).fill(503))
  expect(late[0]?.body.code).toBe('overloaded')
  expect(late[0]?.headers.get('retry-after')).toBe('1')
  expect((await app.request('GET', '/health')).status).toBe(200)

  for (const answer of await Promise.all(letIn.map((finish) => finish()))) expect(answer).toMatch(/^HTTP\/1.1 201 /)
  expect((await read()).body.data).toHaveLength(3)
})

test('writes beyond the queue are sent away, nothing of them is done, and the rest is kept', async () => {
  const app = await createTestApp({ terms: { capacity: { requestsInWork: 1_000, queuedWrites: 3 } } })
  const key = await app.createKey(['write'])
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => app.request('POST', '/api/v1/customers', { key, body: { name: `K${index}` } })),
  )
  const done = answers.filter(({ status }) => status === 201)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]))
  expect((await app.request('GET', '/api/v1/customers?page[limit]=100', { key })).body.data).toHaveLength(done.length)
})
