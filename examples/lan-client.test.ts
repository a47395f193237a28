import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startNode } from '../scripts/interlock-process.ts'

const client = fileURLToPath(new URL('lan-client.mjs', import.meta.url))

/** A server that gives each request the next of these answers, the last one for ever, and keeps what came. */
async function startServer(answers: readonly { status: number; retryAfter?: string; body: unknown }[]) {
  const keys: unknown[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(keys.length, answers.length - 1)]
    keys.push(request.headers['x-idempotency-key'])
    response.writeHead(answer?.status ?? 500, answer?.retryAfter === undefined ? {} : { 'Retry-After': answer.retryAfter })
    response.end(JSON.stringify(answer?.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo // a TCP server has an AddressInfo
  return { url: `http://127.0.0.1:${port}`, keys }
}

const run = (url: string) => startNode([client], { env: { INTERLOCK_URL: url, INTERLOCK_KEY: 'live_x' } }).ended

test('a write that is refused for now is sent again with the same idempotency key, not before Retry-After', async () => {
  const busy = { status: 503, retryAfter: '1', body: { code: 'overloaded', message: 'Too many writes.' } }
  const wrong = { status: 400, body: { code: 'invalid_request', message: 'name: is too long', details: { fix: 'Shorten it.' } } }
  const { url, keys } = await startServer([busy, wrong])
  const startedAt = performance.now()
  const { exitCode, stderr } = await run(url)
  expect(performance.now() - startedAt).toBeGreaterThan(1_000)
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0]])
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: 'POST /api/v1/customers: 400 invalid_request: name: is too long Shorten it.\n',
  })
})

test('it gives up after five attempts', async () => {
  const { url, keys } = await startServer([{ status: 500, body: { code: 'internal_error', message: 'Something broke.' } }])
  const { exitCode } = await run(url)
  expect({ exitCode, attempts: keys.length }).toEqual({ exitCode: 1, attempts: 5 })
}, 30_000)
