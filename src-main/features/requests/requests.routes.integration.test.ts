import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['jobs:read', 'requests:read'])
  const other = await app.createKey(['jobs:read'])
  const answer = await app.request('GET', '/api/v1/jobs/999', { key })
  await app.request('GET', '/api/v1/jobs', { key: other })
  const requestId = answer.headers.get('x-request-id') ?? ''
  const find = (id: string) => app.request('GET', `/api/requests/${id}`, { key })
  return { ...app, key, other, requestId, find }
}

test('a request is found by the id that its answer carried', async () => {
  const { find, requestId } = await setUp()
  await vi.waitFor(async () => expect((await find(requestId)).status).toBe(200))
  expect((await find(requestId)).body).toMatchObject({
    request_id: requestId,
    method: 'GET',
    path: '/api/v1/jobs/999',
    response_status: 404,
    error_code: 'not_found',
    ip_address: '127.0.0.1',
  })
  expect(await find('req_none')).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test('the log shows the requests of one key where asked for', async () => {
  const { request, key, find, requestId } = await setUp()
  await vi.waitFor(async () => expect((await find(requestId)).status).toBe(200))
  const { api_key_id: id } = (await find(requestId)).body
  const ofKey = await request('GET', `/api/requests?api_key_id=${id}&path=jobs`, { key })
  expect(ofKey.body.data.map((entry: { request_id: string }) => entry.request_id)).toEqual([requestId])
})

test('without the scope the log stays closed', async () => {
  const { request, other, requestId } = await setUp()
  expect(await request('GET', `/api/requests/${requestId}`, { key: other })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})
