import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { createTestApp } from './test-app.ts'

/** A request with a Host header of its own, which fetch does not allow. */
function requestAs(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

test('every answer carries its request id, also the ones that fail', async () => {
  const app = await createTestApp()
  for (const path of ['/health', '/api/nothing', '/api/v1/jobs']) {
    const answer = await app.request('GET', path)
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
    if (answer.status >= 400) expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
  }
})

test('an unknown path and a method that a path does not have are told apart', async () => {
  const app = await createTestApp()
  expect(await app.request('GET', '/api/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  const answer = await app.request('PUT', '/v1/jobs')
  expect(answer).toMatchObject({
    status: 405,
    body: { code: 'method_not_allowed', details: { allowed: expect.arrayContaining(['GET', 'POST']) } },
  })
  expect(answer.headers.get('allow')).toContain('POST')
})

test('a Host header that names another machine is refused: DNS rebinding finds nothing', async () => {
  const app = await createTestApp()
  const { port } = new URL(app.url)
  expect(await requestAs(`${app.url}/health`, `evil.example:${port}`)).toBe(421)
  expect(await requestAs(`${app.url}/health`, `localhost:${port}`)).toBe(200)
})

test('a key is told its limit and refused beyond it, with the time to wait', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['read'], { rateLimitPerHour: 2 })
  const answers = [await app.request('GET', '/api/v1/jobs', { key }), await app.request('GET', '/api/v1/jobs', { key })]
  expect(answers.map((answer) => answer.headers.get('x-ratelimit-remaining'))).toEqual(['1', '0'])
  const refused = await app.request('GET', '/api/v1/jobs', { key })
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  expect([refused.headers.get('x-ratelimit-limit'), Number(refused.headers.get('retry-after')) > 0]).toEqual(['2', true])
  app.advance(62 * 60_000)
  expect((await app.request('GET', '/api/v1/jobs', { key })).status).toBe(200)
})

test('requests are found in the log by who made them and how they ended, without any secret', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['read', 'requests:read'])
  await app.request('GET', '/api/v1/jobs?status=planned', { key })
  await app.request('GET', '/api/v1/jobs/99', { key })
  await expect.poll(async () => (await app.request('GET', '/api/requests?path=v1/jobs', { key })).body.data.length).toBe(2)
  const { body } = await app.request('GET', '/api/requests?outcome=failed&path=v1/jobs', { key })
  expect(body.data).toMatchObject([
    { method: 'GET', path: '/api/v1/jobs/99', response_status: 404, error_code: 'not_found', ip_address: '127.0.0.1' },
  ])
  const all = await app.request('GET', '/api/requests', { key })
  expect(all.text).toContain('status=planned')
  expect(all.text).not.toContain(key)
})

test('the window is served with a policy that lets nothing in from outside', async () => {
  const app = await createTestApp()
  const page = await fetch(`${app.url}/settings/api-keys`)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
})

test('an answer of the API is never used again unasked, nor read as something else', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  for (const path of ['/api/v1/jobs', '/api/v1/jobs/99', '/api/nowhere']) {
    const { headers } = await fetch(app.url + path, { headers: { 'X-API-Key': key } })
    expect(headers.get('cache-control')).toMatch(/no-store|private, no-cache/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('the overview counts what happened since the caller’s day began', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'A' } })
  await app.request('POST', '/api/v1/jobs', { key, body: { title: 'B', customer_id: 1 } })
  await app.request('POST', '/api/v1/jobs/1/transitions', { key, body: { to: 'in_progress' } })
  await app.request('POST', '/api/v1/jobs/1/transitions', { key, body: { to: 'completed' } })
  await expect
    .poll(async () => (await app.request('GET', '/api/overview?since=2026-11-22T00:00:00Z', { key })).body.calls.total)
    .toBeGreaterThan(3)
  const { body } = await app.request('GET', '/api/overview?since=2026-11-22T00:00:00Z', { key })
  expect(body).toMatchObject({
    jobs: { by_status: { completed: 1 }, completed_today: 1 },
    deliveries: { delivered: 0, failed: 0, waiting: 0 },
    invoices: [],
  })
  expect(body.events[0]).toMatchObject({ event: 'job.completed', record_key: 'JOB-1' })
})
