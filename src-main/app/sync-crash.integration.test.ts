import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFailed, test } from 'vitest'
import { startServer } from '../../scripts/interlock-process.ts'
import { createTestPeople, morePeople } from '../connectors/google/test-google-people.ts'
import { startTestVendor } from '../connectors/kit/test-vendor-spec.ts'
import { syncLinks } from '../features/syncs/syncs.table.ts'
import { putGrant } from '../features/syncs/test-synced-plant.ts'
import { openDatabase } from '../infra/db/database.ts'
import { callApi, createPlant, createPlantKey } from './test-plant.ts'

const kills = 8
const each = 40

test('killed while contacts are synced, again and again, nobody is lost and nobody is there twice', async () => {
  const google = createTestPeople({ now: Date.now, pageSize: 7 })
  const vendor = await startTestVendor('google-people.openapi.json', google.answer, morePeople)
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  let server = await startServer({ dataDir })
  let calls = 0
  const call = async (method: string, path: string, body?: object) => {
    calls += 1
    const answer = await callApi(server.url, key, {
      method,
      path,
      ...(body === undefined ? {} : { body, idempotencyKey: `call-${calls}` }),
    })
    expect(answer.status, `${method} ${path}`).toBeLessThan(300)
    return answer.body
  }
  const network = { base_url: vendor.url, is_http_allowed: true }
  await call('POST', '/api/integrations/google_contacts/connect', { config: { client_id: 'plant' }, network })
  const look = () => openDatabase(join(dataDir, 'companies', 'plant', 'live.db'))
  putGrant({ dataDir, look }, 1)
  await call('PUT', '/api/integrations', { data: [{ id: 1, is_active: true }] })
  for (let index = 0; index < each; index += 1) {
    await call('POST', '/api/v1/contacts', { first_name: `Here${index}`, email: `here${index}@example.com` })
    google.add({ names: [{ givenName: `There${index}` }], emailAddresses: [{ value: `there${index}@example.com` }] })
  }
  const lastRun = async () => (await call('GET', '/api/connections/1/sync')).last_run
  await call('POST', '/api/integrations/google_contacts/sync', {})
  await expect.poll(async () => (await lastRun()).state).toBe('done')

  const waits: number[] = []
  onTestFailed(() => void process.stderr.write(`It was killed after ${waits.map(Math.round).join(', ')} ms\n`))
  for (let round = 0; round < kills; round += 1) {
    await call('POST', '/api/integrations/google_contacts/sync', { confirm: true })
    waits.push(Math.random() * 60)
    await delay(waits.at(-1))
    expect((await server.stop('SIGKILL')).signal).toBe('SIGKILL')
    server = await startServer({ dataDir })
  }
  await call('POST', '/api/integrations/google_contacts/sync', { confirm: true })
  await expect.poll(async () => (await lastRun()).state, { timeout: 20_000 }).toBe('done')

  const here = (await call('GET', '/api/v1/contacts?page[limit]=100')).data.map(({ email }: { email: string }) => email).toSorted()
  const there = google
    .contacts()
    .map(({ emailAddresses }) => (emailAddresses as { value: string }[])[0]?.value)
    .toSorted()
  const db = look()
  const waiting = db
    .select()
    .from(syncLinks)
    .all()
    .filter(({ state }) => state === 'creating').length
  db.$client.close()
  expect(here).toHaveLength(2 * each)
  expect(new Set(here).size).toBe(2 * each)
  expect(new Set(there).size).toBe(there.length)
  // What was on its way and is not there waits until Google has had its time.
  expect(there.length + waiting).toBe(2 * each)
  expect(vendor.complaints).toEqual([])
  expect((await server.stop()).exitCode).toBe(0)
}, 120_000)
