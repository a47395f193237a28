import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'

const dayMs = 86_400_000

async function createPlant() {
  const app = await createTestApp()
  const admin = await app.createKey(['admin'])
  const call = async (method: string, path: string, body?: object, key = admin) =>
    (await app.request(method, path, { key, ...(body === undefined ? {} : { body }) })).body
  const expiry = async (query = '', key = admin): Promise<Record<string, unknown>[]> =>
    (await call('GET', `/api/expiry${query}`, undefined, key)).data
  return { app, call, expiry }
}

const ids = (credentials: readonly Record<string, unknown>[]) =>
  credentials.map(({ id }) => String(id).replace(/[0-9A-F]{2}(:[0-9A-F]{2})+$/, '…'))

test('lists keys, clients, rotated secrets and certificates, the next end first, and filters them', async () => {
  const { app, call, expiry } = await createPlant()
  const key = await call('POST', '/api/api-keys', {
    name: 'MES',
    scopes: ['read'],
    environment: 'live',
    expires_at: '2026-12-22T08:00:00.000Z',
  })
  await call('POST', `/api/api-keys/${key.id}/rotate`, { overlap_days: 10 })
  await app.request('GET', '/api/v1/jobs', { key: key.key })
  const client = { name: 'ERP', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'], redirect_uris: [] }
  await call('POST', '/api/oauth/clients', { ...client, expires_at: '2027-06-01T00:00:00.000Z' })
  const { cert } = await makeCertificate('Plant CA', { isAuthority: true, days: 60 })
  await call('POST', '/api/webhooks', { name: 'Gate', url: 'https://127.0.0.1:9/', events: ['invoice.*'], tls: { authorities: cert } })
  await call('POST', '/api/webhooks/1/rotate-secret', { overlap_hours: 48 })
  const settings = { private_networks: ['127.0.0.0/8'], destinations: [], proxy: null, version: 0 }
  await call('PUT', '/api/company/outgoing-calls', { ...settings, authorities: cert })
  const all = await expiry()
  expect(ids(all)).toEqual([
    'webhook_secret:1',
    `api_key_secret:2`,
    `api_key:${key.id}`,
    'certificate:company:…',
    'certificate:webhook:1:…',
    'oauth_client:1',
    'api_key:1',
  ])
  await vi.waitFor(async () => expect((await expiry())[1]).toMatchObject({ last_used_at: '2026-11-22T08:00:00.000Z' }), { timeout: 10_000 })
  expect((await expiry())[1]).toEqual({
    id: 'api_key_secret:2',
    kind: 'api_key',
    name: 'MES',
    detail: key.key_prefix,
    subject_type: 'api_key',
    subject_id: key.id,
    is_replaced: true,
    owner_name: null,
    last_used_at: '2026-11-22T08:00:00.000Z',
    created_at: '2026-11-22T08:00:00.000Z',
    expires_at: '2026-12-02T08:00:00.000Z',
  })
  expect(ids(await expiry('?within_days=30'))).toEqual(['webhook_secret:1', 'api_key_secret:2', `api_key:${key.id}`])
  expect(ids(await expiry('?kind=certificate'))).toEqual(['certificate:company:…', 'certificate:webhook:1:…'])
  expect(await expiry('?kind=consent')).toEqual([])
  await call('DELETE', `/api/api-keys/${key.id}`)
  expect(ids(await expiry('?kind=api_key'))).toEqual(['api_key:1'])
})

test('shows each caller only what they may read, and nothing of the other environment', async () => {
  const { app, call, expiry } = await createPlant()
  const { cert } = await makeCertificate('Plant CA', { isAuthority: true, days: 60 })
  await call('PUT', '/api/company/outgoing-calls', { private_networks: [], destinations: [], proxy: null, authorities: cert, version: 0 })
  const reader = await app.createKey(['company:read'])
  const sandbox = await app.createKey(['admin'], { environment: 'sandbox' })
  const stranger = await app.createKey(['read'])
  expect(ids(await expiry('', reader))).toEqual(['certificate:company:…'])
  expect((await expiry('', sandbox)).map(({ kind }) => kind)).toEqual(['api_key'])
  expect(await call('GET', '/api/expiry', undefined, stranger)).toMatchObject({ code: 'forbidden' })
  for (const query of ['?kind=passport', '?within_days=-1', '?soon=1'])
    expect(await call('GET', `/api/expiry${query}`)).toMatchObject({ code: 'invalid_request' })
})

test('warns 30, 7 and 1 days before the end and at the end, each once', async () => {
  const { app, call } = await createPlant()
  const client = { name: 'ERP', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'], redirect_uris: [] }
  await call('POST', '/api/oauth/clients', { ...client, expires_at: '2027-01-22T08:00:00.000Z' })
  const told = async () =>
    (await call('GET', '/api/v1/events?record_type=credential')).data.map(
      ({ event, data }: { event: string; data: { credential: { id: string; days_left: number } } }) => [
        event,
        data.credential.id,
        data.credential.days_left,
      ],
    )
  /** Lets time pass, and something be written, which wakes what waits. */
  const pass = async (days: number) => {
    app.advance(days * dayMs)
    await call('POST', '/api/v1/customers', { name: 'Anadolu Döküm' })
  }
  const expected: unknown[] = []
  const steps = [
    [31, ['credential.expiring', 'oauth_client:1', 30]],
    [23, ['credential.expiring', 'oauth_client:1', 7]],
    [5.75, ['credential.expiring', 'oauth_client:1', 1]],
    [1, ['credential.expired', 'oauth_client:1', 0]],
  ] as const
  for (const [days, event] of steps) {
    await pass(days)
    expected.unshift(event)
    await vi.waitFor(async () => expect(await told()).toEqual(expected), { timeout: 10_000 })
    await pass(0.25)
  }
  await pass(1)
  expect(await told()).toEqual(expected)
})
