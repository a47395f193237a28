import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTestControl } from '../../app/test-control.ts'
import type { Scope } from '../../contract/scopes.ts'
import { createAnnouncer } from '../../events/announcer.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import type { Environment, Workspace } from '../../infra/db/workspace.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { systemActor } from '../../lib/identity.ts'
import { createCompany } from '../companies/companies.service.ts'
import { createFirstOwner } from '../people/people.service.ts'
import { formatApiKey } from './api-key-format.ts'
import { listSecretsOfKey } from './api-key-secrets.store.ts'
import { type CreatedApiKey, newApiKey } from './api-keys.contract.ts'
import { createApiKeys } from './api-keys.service.ts'
import { markRevoked } from './api-keys.store.ts'
import { createApiKey } from './new-api-key.ts'

const address = '192.168.1.20'

async function setUp() {
  const test = openTestControl()
  const { control, now, newSecret } = test
  const errors: unknown[] = []
  const { userId } = await createFirstOwner(
    { control, createCompany },
    { companyName: 'Öz Işık', name: 'Ayşe', email: 'ayse@example.com', password: 'uzun bir parola' },
  )
  const { db, write } = createTestDatabase('workspace')
  const getWorkspace = () => ({ db, write }) as Workspace // events are written there, nothing else is touched
  const onError = (error: unknown) => void errors.push(error)
  const { deliver } = createAnnouncer({ control, getWorkspace, onError })
  const apiKeys = createApiKeys({ control, deliver, now, newSecret, onError })
  const principal = (scopes: readonly Scope[], as: { environment?: Environment; keyId?: number } = {}): Principal => ({
    actor: as.keyId === undefined ? { type: 'user', id: userId, name: 'Ayşe' } : { type: 'api_key', id: as.keyId, name: 'key' },
    scopes,
    role: undefined,
    workspace: { company: 'oz-isik', environment: as.environment ?? 'live' } as Workspace, // only these two are read
    rateLimitPerHour: undefined,
    requiresIdempotencyKey: false,
    sessionId: undefined,
  })
  const create = (input: Partial<Parameters<typeof newApiKey.parse>[0] & object> = {}): Promise<CreatedApiKey> =>
    apiKeys.create(principal(['admin']), newApiKey.parse({ name: 'MES', scopes: ['jobs:write'], environment: 'live', ...input }), 'req_1')
  return { ...test, apiKeys, deliver, principal, create, errors }
}

const codeOf = async (run: () => unknown): Promise<string> => {
  try {
    await run()
    return 'ok'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

describe('an API key', () => {
  test('is shown once, and stored only as bcrypt with its prefix', async () => {
    const { apiKeys, create, control, dir, principal } = await setUp()
    const { key, ...view } = await create({ description: 'Line 2' })
    expect(view).toEqual({
      id: 1,
      name: 'MES',
      description: 'Line 2',
      keyPrefix: key.slice(0, 13),
      environment: 'live',
      scopes: ['jobs:write'],
      rateLimitPerHour: 1_000,
      rateLimitId: null,
      apiVersion: '2026-11-01',
      requiresIdempotencyKey: true,
      allowedAddresses: [],
      metadata: {},
      status: 'active',
      ownerId: 1,
      ownerName: 'Ayşe',
      lastUsedAt: null,
      lastUsedAddress: null,
      secrets: [
        {
          keyPrefix: key.slice(0, 13),
          createdAt: '2026-11-22T08:00:00.000Z',
          lastUsedAt: null,
          lastUsedAddress: null,
          endsAt: null,
          graceHours: null,
        },
      ],
      expiresAt: null,
      revokedAt: null,
      createdAt: '2026-11-22T08:00:00.000Z',
    })
    expect(apiKeys.list(principal(['admin']))).toEqual([view])
    expect(listSecretsOfKey(control.db, 1)[0]?.keyHash).toMatch(/^\$2b\$10\$/)
    control.db.$client.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(join(dir, 'control.db'), 'latin1')).not.toContain(key.slice(13, 48))
  })

  test('waits for bcrypt once and is synchronous from then on', async () => {
    const { apiKeys, create } = await setUp()
    const { key } = await create({ environment: 'sandbox', rateLimitPerHour: 50 })
    const first = apiKeys.authenticate(key, address)
    expect(first).toBeInstanceOf(Promise)
    const identity = {
      actor: { type: 'api_key', id: 1, name: 'MES' },
      scopes: ['jobs:write'],
      company: 'oz-isik',
      environment: 'sandbox',
      rateLimitPerHour: 50,
      sharedLimit: undefined,
      apiVersion: '2026-11-01',
      requiresIdempotencyKey: true,
    }
    expect(await first).toEqual(identity)
    expect(apiKeys.authenticate(key, address)).toEqual(identity)
  })

  test('is told when it has expired, at that very moment', async () => {
    const { apiKeys, create, clock } = await setUp()
    const { key, expiresAt } = await create({ expiresAt: '2026-11-22T12:00:00+03:00' })
    expect(expiresAt).toBe('2026-11-22T09:00:00.000Z')
    await apiKeys.authenticate(key, address)
    clock.ms = Date.parse('2026-11-22T08:59:59.999Z')
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('ok')
    clock.ms += 1
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('api_key_expired')
    expect(await codeOf(() => create({ expiresAt: '2026-11-22T09:00:00Z' }))).toBe('invalid_request')
  })

  test('stops working in the turn after it was revoked', async () => {
    const { apiKeys, create, principal } = await setUp()
    const { key, id } = await create()
    await apiKeys.authenticate(key, address)
    await apiKeys.revoke(principal(['admin']), id, 'req_2')
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('api_key_revoked')
    await apiKeys.revoke(principal(['admin']), id, 'req_3')
    expect(apiKeys.list(principal(['admin']))).toMatchObject([{ status: 'revoked', revokedAt: '2026-11-22T08:00:00.000Z' }])
    expect(await codeOf(() => apiKeys.revoke(principal(['admin']), 99, 'req_4'))).toBe('not_found')
  })

  test('that another process revokes or creates is noticed within half a second', async () => {
    const { apiKeys, create, openBeside, clock, now, newSecret } = await setUp()
    const { key, id } = await create()
    await apiKeys.authenticate(key, address)
    const beside = openBeside()
    await beside.write((tx) => markRevoked(tx.db, id, tx.now), { actor: systemActor })
    clock.ms += 500
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('api_key_revoked')
    const input = newApiKey.parse({ name: 'CLI', scopes: ['read'], environment: 'live' })
    const made = await createApiKey({ control: beside, now, newSecret }, { company: 'oz-isik', input })
    expect(made.ownerName).toBeNull()
    expect(await codeOf(() => apiKeys.authenticate(made.key, address))).toBe('ok')
    expect(await codeOf(() => createApiKey({ control: beside, now, newSecret }, { company: 'nobody', input }))).toBe('not_found')
  })

  test('works only from the addresses on its list', async () => {
    const { apiKeys, create } = await setUp()
    const { key } = await create({ allowedAddresses: ['10.0.4.0/24', '::1'] })
    const from = (caller: string) => codeOf(() => apiKeys.authenticate(key, caller))
    expect([await from('10.0.4.9'), await from('::1'), await from('10.0.5.9')]).toEqual(['ok', 'ok', 'address_not_allowed'])
    expect(newApiKey.safeParse({ name: 'x', scopes: ['read'], environment: 'live', allowedAddresses: ['10.0.4.0/33'] }).success).toBe(false)
  })
})

describe('guessing', () => {
  test('is stopped after 20 failures of one address in a minute; known keys and other addresses go on', async () => {
    const { apiKeys, create, clock, newSecret } = await setUp()
    const { key } = await create()
    const cold = await create({ name: 'not used yet' })
    await apiKeys.authenticate(key, address)
    const guess = () => codeOf(() => apiKeys.authenticate(formatApiKey('live', newSecret(32)), address))
    const garbage = () => codeOf(() => apiKeys.authenticate('live_garbage', address))
    for (let count = 0; count < 10; count += 1) expect([await guess(), await garbage()]).toEqual(['unauthorized', 'unauthorized'])
    expect([await guess(), await garbage()]).toEqual(['rate_limited', 'rate_limited'])
    expect(await codeOf(() => apiKeys.authenticate(cold.key, address))).toBe('rate_limited')
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('ok')
    expect(await codeOf(() => apiKeys.authenticate(cold.key, '192.168.1.21'))).toBe('ok')
    clock.ms += 60_000
    expect(await guess()).toBe('unauthorized')
  })

  test('with the prefix and checksum of a real key is told by bcrypt', async () => {
    const { control, now, principal, deliver } = await setUp()
    const secret = Buffer.alloc(32, 7)
    const apiKeys = createApiKeys({ control, deliver, now, newSecret: () => secret, onError: () => undefined })
    const { key, keyPrefix } = await apiKeys.create(
      principal(['admin']),
      newApiKey.parse({ name: 'x', scopes: ['read'], environment: 'live' }),
      'r',
    )
    const forged = formatApiKey('live', Buffer.concat([secret.subarray(0, 31), Buffer.of(8)]))
    expect(forged.startsWith(keyPrefix)).toBe(true)
    expect(await codeOf(() => apiKeys.authenticate(forged, address))).toBe('unauthorized')
    expect(await codeOf(() => apiKeys.authenticate(key, address))).toBe('ok')
  })

  test('many requests with one new key share one bcrypt and all succeed', async () => {
    const { apiKeys, create } = await setUp()
    const { key } = await create()
    const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(() => apiKeys.authenticate(key, address))))
    expect(new Set(codes)).toEqual(new Set(['ok']))
  })
})

describe('rights', () => {
  test('nobody grants a scope that they do not hold', async () => {
    const { apiKeys, principal } = await setUp()
    const asked = newApiKey.parse({ name: 'x', scopes: ['read', 'webhooks:write', 'admin'], environment: 'live' })
    await expect(apiKeys.create(principal(['write', 'api_keys:write']), asked, 'r')).rejects.toMatchObject({
      code: 'forbidden',
      details: { missing: ['webhooks:write', 'admin'] },
    })
  })

  test('a sandbox key sees and makes sandbox keys only, for the owner of the key that made it', async () => {
    const { apiKeys, create, principal } = await setUp()
    const live = await create()
    const parent = await create({ environment: 'sandbox', scopes: ['api_keys:write', 'read'] })
    const asKey = principal(['api_keys:write', 'read'], { environment: 'sandbox', keyId: parent.id })
    const order = (environment: Environment) => newApiKey.parse({ name: 'child', scopes: ['jobs:read'], environment })
    expect(await codeOf(() => apiKeys.create(asKey, order('live'), 'r'))).toBe('forbidden')
    expect(await apiKeys.create(asKey, order('sandbox'), 'r')).toMatchObject({ ownerName: 'Ayşe', environment: 'sandbox' })
    expect(apiKeys.list(asKey).map((key) => key.name)).toEqual(['child', 'MES'])
    expect(await codeOf(() => apiKeys.revoke(asKey, live.id, 'r'))).toBe('not_found')
  })
})

test('last uses are buffered, shown at once and written together at the end', async () => {
  const { apiKeys, create, principal, control, clock, errors } = await setUp()
  const { key } = await create()
  await apiKeys.authenticate(key, address)
  clock.ms += 1_500
  await apiKeys.authenticate(key, '10.0.0.7')
  const expected = { lastUsedAt: '2026-11-22T08:00:01.500Z', lastUsedAddress: '10.0.0.7' }
  expect(apiKeys.list(principal(['admin']))).toMatchObject([expected])
  expect(listSecretsOfKey(control.db, 1)[0]?.lastUsedAt).toBeNull()
  await apiKeys.flush()
  expect(listSecretsOfKey(control.db, 1)).toMatchObject([expected])
  expect(errors).toEqual([])
})
