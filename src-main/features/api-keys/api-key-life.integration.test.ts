import { describe, expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

const hourMs = 3_600_000

async function setUp() {
  const app = await createTestApp()
  const admin = await app.createKey(['admin'])
  const call = async (method: string, path: string, body?: object) =>
    (await app.request(method, path, { key: admin, ...(body === undefined ? {} : { body }) })).body
  const create = (given: object = {}) =>
    call('POST', '/api/api-keys', { name: 'MES', scopes: ['jobs:read'], environment: 'live', ...given })
  const use = async (key: string) => {
    const { status, body } = await app.request('GET', '/api/v1/jobs', { key })
    return status === 200 ? 200 : body.code
  }
  const eventsOf = async (id: number) =>
    (await call('GET', `/api/v1/events?record_type=api_key&record_id=${id}`)).data.map((event: { event: string }) => event.event)
  return { ...app, admin, call, create, use, eventsOf }
}

describe('rotating a key', () => {
  test('lets the old secret live a grace time after the new one is first used', async () => {
    const { create, call, use, advance, eventsOf } = await setUp()
    const { key: old, id } = await create()
    expect(await use(old)).toBe(200)
    const rotated = await call('POST', `/api/api-keys/${id}/rotate`, { grace_hours: 2 })
    expect(rotated).toMatchObject({ id, name: 'MES', scopes: ['jobs:read'], key_prefix: rotated.key.slice(0, 13) })
    expect(rotated.secrets).toMatchObject([
      { key_prefix: rotated.key.slice(0, 13), ends_at: null, last_used_at: null },
      { key_prefix: old.slice(0, 13), ends_at: '2026-12-22T08:00:00.000Z', last_used_at: '2026-11-22T08:00:00.000Z', grace_hours: 2 },
    ])
    advance(5 * hourMs)
    expect(await use(old)).toBe(200)
    expect(await use(rotated.key)).toBe(200)
    advance(2 * hourMs - 1)
    expect([await use(old), await use(rotated.key)]).toEqual([200, 200])
    advance(1)
    expect([await use(old), await use(rotated.key)]).toEqual(['api_key_expired', 200])
    expect((await call('GET', `/api/api-keys/${id}`)).secrets).toHaveLength(1)
    expect(await eventsOf(id)).toEqual(['api_key.rotated', 'api_key.created'])
  })

  test('ends the old secret at the latest when its overlap is over', async () => {
    const { create, call, use, advance } = await setUp()
    const { key: old, id } = await create()
    const { key } = await call('POST', `/api/api-keys/${id}/rotate`, { overlap_days: 1 })
    advance(23 * hourMs)
    expect([await use(old), await use(key)]).toEqual([200, 200])
    advance(hourMs)
    expect([await use(old), await use(key)]).toEqual(['api_key_expired', 200])
  })

  test('once more before the new secret was used replaces the new one, and what systems use goes on', async () => {
    const { create, call, use } = await setUp()
    const { key: old, id } = await create()
    const { key: lost } = await call('POST', `/api/api-keys/${id}/rotate`, {})
    const { key } = await call('POST', `/api/api-keys/${id}/rotate`, {})
    expect([await use(lost), await use(old), await use(key)]).toEqual(['api_key_expired', 200, 200])
  })

  test('holds after a restart, and revoking ends both secrets', async () => {
    const { create, call, use } = await setUp()
    const { key: old, id } = await create()
    const { key } = await call('POST', `/api/api-keys/${id}/rotate`, {})
    expect([await use(old), await use(key)]).toEqual([200, 200])
    await call('DELETE', `/api/api-keys/${id}`)
    expect([await use(old), await use(key)]).toEqual(['api_key_revoked', 'api_key_revoked'])
    expect(await call('POST', `/api/api-keys/${id}/rotate`, {})).toMatchObject({ code: 'conflict' })
    expect(await call('PATCH', `/api/api-keys/${id}`, { name: 'x' })).toMatchObject({ code: 'conflict' })
  })

  test('is refused to whoever may do less than the key, and without the scope', async () => {
    const { create, request, createKey, call } = await setUp()
    const { id } = await create({ scopes: ['admin'] })
    const small = await createKey(['api_keys:write', 'jobs:read'])
    expect(await request('POST', `/api/api-keys/${id}/rotate`, { key: small, body: {} })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    // Nor when the key gets its rights while its new secret is being made.
    const { id: growing } = await create({ scopes: ['jobs:read'] })
    const [rotated, grown] = await Promise.all([
      request('POST', `/api/api-keys/${growing}/rotate`, { key: small, body: {} }),
      call('PATCH', `/api/api-keys/${growing}`, { scopes: ['admin'] }),
    ])
    expect([rotated.status, grown.scopes]).toEqual([403, ['admin']])
    const none = await createKey(['jobs:read'])
    for (const [method, path] of [
      ['POST', `/api/api-keys/${id}/rotate`],
      ['PATCH', `/api/api-keys/${id}`],
      ['GET', `/api/api-keys/${id}`],
      ['GET', `/api/api-keys/${id}/usage`],
      ['GET', '/api/api-keys/safety'],
    ] as const)
      expect((await request(method, path, { key: none, ...(method === 'GET' ? {} : { body: {} }) })).status).toBe(403)
    expect(await call('POST', '/api/api-keys/99/rotate', {})).toMatchObject({ code: 'not_found' })
    expect(await call('POST', `/api/api-keys/${id}/rotate`, { grace_hours: -1 })).toMatchObject({
      code: 'invalid_request',
      details: { field: 'grace_hours' },
    })
  })
})

describe('changing a key', () => {
  test('holds from the next call on, and is announced', async () => {
    const { create, call, use, eventsOf } = await setUp()
    const { key, id } = await create()
    expect(await use(key)).toBe(200)
    const change = {
      name: 'MES gateway',
      description: 'Line 2',
      owner_id: 1,
      metadata: { supplier: 'Anadolu', ticket: 'IT-7' },
      allowed_addresses: ['10.0.4.0/24'],
      rate_limit_per_hour: 50,
      requires_idempotency_key: false,
      expires_at: '2027-01-01T00:00:00.000Z',
    }
    expect(await call('PATCH', `/api/api-keys/${id}`, change)).toMatchObject({
      ...change,
      owner_name: 'Olivia Owner',
      scopes: ['jobs:read'],
    })
    expect(await use(key)).toBe('address_not_allowed')
    expect(await call('PATCH', `/api/api-keys/${id}`, {})).toMatchObject(change)
    expect(await eventsOf(id)).toEqual(['api_key.changed', 'api_key.created'])
  })

  test('is refused for what does not fit', async () => {
    const { create, call, createKey, request } = await setUp()
    const { id } = await create()
    const fieldOf = async (body: object) => (await call('PATCH', `/api/api-keys/${id}`, body)).details?.field
    expect(await fieldOf({ owner_id: 99 })).toBe('owner_id')
    expect(await fieldOf({ rate_limit_id: 99 })).toBe('rate_limit_id')
    expect(await fieldOf({ expires_at: '2026-11-22T08:00:00Z' })).toBe('expires_at')
    expect(await fieldOf({ metadata: { text: 'x'.repeat(10_240) } })).toBe('metadata')
    expect(await fieldOf({ environment: 'sandbox' })).toBe('environment')
    const small = await createKey(['api_keys:write'])
    expect(await request('PATCH', `/api/api-keys/${id}`, { key: small, body: { scopes: ['admin'] } })).toMatchObject({ status: 403 })
  })
})

describe('the events of a key', () => {
  test('are in the log of its workspace, one for each thing that happened, with who did it', async () => {
    const { create, call, request, createKey, look } = await setUp()
    const { id } = await create({ environment: 'sandbox' })
    await call('DELETE', `/api/api-keys/${id}`)
    await call('DELETE', `/api/api-keys/${id}`)
    const inSandbox = await createKey(['events:read'], { environment: 'sandbox' })
    const { data } = (await request('GET', `/api/v1/events?record_type=api_key&record_id=${id}`, { key: inSandbox })).body
    expect(data).toMatchObject([
      { event: 'api_key.revoked', actor_type: 'api_key', data: { api_key: { id, name: 'MES', environment: 'sandbox' } } },
      { event: 'api_key.created' },
    ])
    expect(JSON.stringify(data)).not.toMatch(/hash|test_\w{14}/)
    expect(
      look('live').$client.prepare("SELECT count(*) FROM events WHERE record_id = ? AND record_type = 'api_key'").pluck().get(id),
    ).toBe(0)
  })
})

test('how much a key is used, from where, and what went wrong last', async () => {
  const { create, call, request, use } = await setUp()
  const { key, id } = await create()
  for (let count = 0; count < 3; count += 1) await use(key)
  const failed = await request('GET', '/api/v1/jobs/999', { key })
  await vi.waitFor(async () =>
    expect(await call('GET', `/api/api-keys/${id}/usage`)).toEqual({
      calls_last_day: 4,
      failed_last_day: 1,
      calls_last_month: 4,
      addresses_last_day: [{ address: '127.0.0.1', calls: 4 }],
      last_error: { code: 'not_found', request_id: failed.headers.get('x-request-id'), at: '2026-11-22T08:00:00.000Z' },
    }),
  )
})

test('the safety view names what could be safer, and leaves out what is fine', async () => {
  const { create, call, use } = await setUp()
  const { key, id } = await create({ scopes: ['admin'], rate_limit_per_hour: 1_000_000 })
  const fine = await create({ name: 'fine', expires_at: '2027-01-01T00:00:00Z', allowed_addresses: ['127.0.0.1'] })
  await use(key)
  const { data } = await call('GET', '/api/api-keys/safety')
  const byId = new Map(data.map((one: { id: number }) => [one.id, one]))
  expect(byId.get(id)).toMatchObject({
    kind: 'api_key',
    name: 'MES',
    findings: ['never_expires', 'no_limit', 'any_address', 'wide_scope'],
    is_safe_to_remove: false,
  })
  expect(byId.has(fine.id)).toBe(false)
})
