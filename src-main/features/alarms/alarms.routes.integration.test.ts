import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

async function createPlant() {
  const app = await createTestApp()
  const admin = await app.createKey(['admin'])
  const call = (method: string, path: string, body?: object, key = admin) =>
    app.request(method, path, { key, ...(body === undefined ? {} : { body }) })
  const names = async () =>
    (await call('GET', '/api/v1/events?record_type=alarm')).body.data.map(({ event }: { event: string }) => event).toReversed()
  /** Lets time pass, and something be written, as in a plant something always is. */
  const pass = async (milliseconds: number) => {
    app.advance(milliseconds)
    await call('POST', '/api/v1/customers', { name: 'Anadolu Döküm' })
  }
  const waitFor = (count: number) => vi.waitFor(async () => expect(await names()).toHaveLength(count), { timeout: 30_000, interval: 50 })
  return { app, admin, call, names, pass, waitFor }
}

/** With an alarm: a key that ends in less than the 14 days of the rule. */
async function createPlantWithAlarm() {
  const plant = await createPlant()
  const { body: key } = await plant.call('POST', '/api/api-keys', {
    name: 'MES',
    scopes: ['read'],
    environment: 'live',
    expires_at: '2026-12-22T08:00:00.000Z',
  })
  await plant.pass(17 * dayMs)
  await plant.waitFor(1)
  return { ...plant, keyId: key.id }
}

test('a key that ends soon opens an alarm, which is acknowledged, and closes when the key is revoked', async () => {
  const { call, names, pass, waitFor, keyId } = await createPlantWithAlarm()
  const expected = {
    id: 1,
    alarm_key: 'ALM-1',
    kind: 'api_key_expiring',
    subject_id: keyId,
    subject_name: 'MES',
    priority: 'medium',
    state: 'active_unacknowledged',
    value: 13,
    threshold: 14,
    occurrences: 1,
    escalations: 0,
    opened_at: '2026-12-09T08:00:00.000Z',
    resolved_at: null,
    acknowledged_at: null,
    acknowledged_by: null,
    acknowledge_note: null,
    shelved_until: null,
    shelved_by: null,
    shelve_note: null,
    closed_at: null,
  }
  expect((await call('GET', '/api/alarms?state=current')).body.data).toEqual([expected])
  expect((await call('GET', '/api/alarms/1')).body).toEqual(expected)
  expect((await call('GET', '/api/alarms/counts')).body).toEqual({
    active_unacknowledged: 1,
    active_acknowledged: 0,
    returned_unacknowledged: 0,
    shelved: 0,
  })
  const { status, body } = await call('POST', '/api/alarms/1/acknowledge', { note: 'Yenisi hazırlanıyor' })
  expect([status, body]).toEqual([
    200,
    {
      ...expected,
      state: 'active_acknowledged',
      acknowledged_at: '2026-12-09T08:00:00.000Z',
      acknowledged_by: 'test key',
      acknowledge_note: 'Yenisi hazırlanıyor',
    },
  ])
  await call('DELETE', `/api/api-keys/${keyId}`)
  await pass(minuteMs)
  await waitFor(3)
  expect(await names()).toEqual(['alarm.opened', 'alarm.acknowledged', 'alarm.resolved'])
  expect((await call('GET', '/api/alarms?state=current')).body.data).toEqual([])
  expect((await call('GET', '/api/alarms?state=closed&kind=api_key_expiring')).body.data).toMatchObject([{ id: 1, state: 'closed' }])
  expect((await call('GET', '/api/alarms?priority=critical')).body.data).toEqual([])
})

test('an alarm is shelved for a time and brought back', async () => {
  const { call, names } = await createPlantWithAlarm()
  expect(await call('POST', '/api/alarms/1/shelve', { minutes: 60, note: 'Yarın' })).toMatchObject({
    status: 200,
    body: { state: 'shelved', shelved_by: 'test key', shelved_until: '2026-12-09T09:00:00.000Z', shelve_note: 'Yarın' },
  })
  expect((await call('POST', '/api/alarms/1/acknowledge', {})).body).toMatchObject({ code: 'conflict', details: { state: 'shelved' } })
  expect((await call('POST', '/api/alarms/1/unshelve')).body).toMatchObject({ state: 'active_unacknowledged', shelved_until: null })
  expect((await call('POST', '/api/alarms/1/unshelve')).status).toBe(409)
  expect(await names()).toEqual(['alarm.opened', 'alarm.shelved', 'alarm.unshelved'])
})

test('the rules are listed and set, and what is set applies at the next look', async () => {
  const { call, pass, waitFor } = await createPlant()
  const { data } = (await call('GET', '/api/alarm-rules')).body
  expect(data.map(({ kind, unit, direction }: Record<string, string>) => [kind, unit, direction])).toEqual([
    ['webhook_failing', 'minutes', 'above'],
    ['api_errors', 'percent', 'above'],
    ['disk_space', 'percent', 'below'],
    ['api_key_expiring', 'days', 'below'],
    ['certificate_expiring', 'days', 'below'],
    ['backlog', 'percent', 'above'],
  ])
  const change = {
    is_enabled: true,
    priority: 'high',
    threshold: 60,
    deadband: 1,
    on_delay_seconds: 0,
    off_delay_seconds: 0,
    escalation: [{ after_minutes: 5, people_ids: [1] }],
    version: 0,
  }
  expect((await call('PUT', '/api/alarm-rules/disk_space', change)).body).toEqual({
    kind: 'disk_space',
    unit: 'percent',
    direction: 'below',
    ...change,
    version: 1,
    updated_at: '2026-11-22T08:00:00.000Z',
  })
  expect((await call('PUT', '/api/alarm-rules/disk_space', change)).body.code).toBe('version_conflict')
  await pass(minuteMs)
  await waitFor(1)
  expect((await call('GET', '/api/alarms/1')).body).toMatchObject({ kind: 'disk_space', value: 50, threshold: 60, priority: 'high' })
  await pass(6 * minuteMs)
  await waitFor(2)
  expect((await call('GET', '/api/v1/events?event=alarm.escalated')).body.data[0].data.people_ids).toEqual([1])
})

test('the sandbox shares the disk, and is not told of it', async () => {
  const { app, call, pass, waitFor } = await createPlant()
  const { data } = (await call('GET', '/api/alarm-rules')).body
  const { kind, unit, direction, updated_at, ...rule } = data[2]
  const sandbox = await app.createKey(['admin'], { environment: 'sandbox' })
  for (const key of [undefined, sandbox])
    await call('PUT', `/api/alarm-rules/${kind}`, { ...rule, threshold: 90, on_delay_seconds: 0 }, key)
  await pass(minuteMs)
  await call('POST', '/api/v1/customers', { name: 'Deneme' }, sandbox)
  await waitFor(1)
  expect((await call('GET', '/api/alarms', undefined, sandbox)).body.data).toEqual([])
  expect([unit, direction, updated_at]).toEqual(['percent', 'below', null])
})

test('what is not allowed or not valid is refused, and emits nothing', async () => {
  const { app, call, names } = await createPlantWithAlarm()
  const reader = await app.createKey(['alarms:read'])
  const acknowledger = await app.createKey(['alarms:write'])
  const stranger = await app.createKey(['write'])
  const { body: rules } = await call('GET', '/api/alarm-rules', undefined, reader)
  expect(rules.data).toHaveLength(6)
  for (const path of ['/api/alarms', '/api/alarms/1', '/api/alarms/counts', '/api/alarm-rules'])
    expect((await call('GET', path, undefined, stranger)).body.code).toBe('forbidden')
  const actions = [
    ['POST', '/api/alarms/1/acknowledge', {}],
    ['POST', '/api/alarms/1/shelve', { minutes: 5 }],
    ['POST', '/api/alarms/1/unshelve', undefined],
  ] as const
  for (const [method, path, body] of actions) expect((await call(method, path, body, reader)).body.code).toBe('forbidden')
  const { kind, unit, direction, updated_at, ...rule } = rules.data[0]
  expect((await call('PUT', `/api/alarm-rules/${kind}`, rule, acknowledger)).body.code).toBe('forbidden')
  const invalid = [
    ['POST', '/api/alarms/1/shelve', { minutes: 0 }],
    ['POST', '/api/alarms/1/acknowledge', { note: 'x'.repeat(501) }],
    ['PUT', '/api/alarm-rules/flood', rule],
    ['PUT', '/api/alarm-rules/api_errors', { ...rule, threshold: 101 }],
    // The value is never below 0, nor above 100: such an alarm would never resolve.
    ['PUT', '/api/alarm-rules/api_errors', { ...rule, version: 0, threshold: 25, deadband: 25 }],
    ['PUT', '/api/alarm-rules/disk_space', { ...rule, version: 0, threshold: 60, deadband: 40 }],
    ['PUT', '/api/alarm-rules/api_errors', { ...rule, escalation: [{ after_minutes: 5, people_ids: [99] }] }],
    ['GET', '/api/alarms?state=loud', undefined],
  ] as const
  for (const [method, path, body] of invalid) expect([path, (await call(method, path, body)).body.code]).toEqual([path, 'invalid_request'])
  expect((await call('POST', '/api/alarms/99/acknowledge', {})).body.code).toBe('not_found')
  expect([unit, direction, updated_at]).toEqual(['minutes', 'above', null])
  expect(await names()).toEqual(['alarm.opened'])
})

test('certificates that end soon open alarms, of a webhook and of the company, which close when they are replaced', async () => {
  const { app, call, pass, names, waitFor } = await createPlant()
  const [short, long] = [
    await makeCertificate('Plant CA', { isAuthority: true, days: 10 }),
    await makeCertificate('Plant CA', { isAuthority: true, days: 400 }),
  ]
  const settings = { private_networks: ['127.0.0.0/8'], destinations: [], proxy: null }
  await call('PUT', '/api/company/outgoing-calls', { ...settings, authorities: short.cert, version: 0 })
  const body = { name: 'MES', url: 'https://127.0.0.1:9/', events: ['invoice.*'], tls: { authorities: short.cert } }
  await call('POST', '/api/webhooks', body)
  app.advance(dayMs)
  await pass(minuteMs)
  await waitFor(2)
  const { data } = (await call('GET', '/api/alarms?kind=certificate_expiring')).body
  const about = data.map(({ subject_id, subject_name, priority }: Record<string, unknown>) => [subject_id, subject_name, priority])
  expect(about.toSorted()).toEqual([
    [null, 'CN=Plant CA', 'high'],
    [1, 'MES', 'high'],
  ])
  await call('PUT', '/api/company/outgoing-calls', { ...settings, authorities: long.cert, version: 1 })
  await call('PUT', '/api/webhooks/1', { tls: { authorities: long.cert } })
  await pass(minuteMs)
  await waitFor(4)
  expect(await names()).toEqual(['alarm.opened', 'alarm.opened', 'alarm.resolved', 'alarm.resolved'])
})
