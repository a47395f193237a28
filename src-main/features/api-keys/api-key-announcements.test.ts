import { expect, test } from 'vitest'
import { openTestControl } from '../../app/test-control.ts'
import { createAnnouncer } from '../../events/announcer.ts'
import { listNewestEvents } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { createCompany } from '../companies/companies.service.ts'
import { createFirstOwner } from '../people/people.service.ts'
import { newApiKey } from './api-keys.contract.ts'
import { createApiKeys } from './api-keys.service.ts'
import { createApiKey } from './new-api-key.ts'

const dayMs = 86_400_000

async function setUp() {
  const { control, now, newSecret, clock } = openTestControl()
  const owner = { companyName: 'Öz', name: 'Ayşe', email: 'ayse@example.com', password: 'uzun bir parola' }
  await createFirstOwner({ control, createCompany }, owner)
  const log = createTestDatabase('workspace')
  const { db } = log
  let failures = 0
  const errors: unknown[] = []
  const write: Workspace['write'] = (run, options) => {
    if (failures === 0) return log.write(run, options)
    failures -= 1
    return Promise.reject(new Error('the disk is full'))
  }
  const getWorkspace = () => ({ db, write }) as Workspace // events are written there, nothing else is touched
  const onError = (error: unknown) => void errors.push(error)
  const start = () =>
    createApiKeys({ control, deliver: createAnnouncer({ control, getWorkspace, onError }).deliver, now, newSecret, onError })
  const create = (expiresAt: string | null) =>
    createApiKey(
      { control, now, newSecret },
      { company: 'oz', input: newApiKey.parse({ name: 'MES', scopes: ['read'], environment: 'live', expiresAt }) },
    )
  const eventsSoFar = () =>
    listNewestEvents(db, 100)
      .toReversed()
      .map(({ event, data }) => {
        const { days_left: days } = JSON.parse(data)
        return days === undefined ? event : `${event} ${days}`
      })
  return { control, clock, start, create, eventsSoFar, errors, fail: (times: number) => (failures = times) }
}

test('a key is announced 30, 7 and 1 days before its end and at its end, once each', async () => {
  const { start, create, eventsSoFar, clock } = await setUp()
  const apiKeys = start()
  await create('2027-01-01T08:00:00.000Z')
  for (let day = 0; day < 45; day += 1) {
    await apiKeys.keepWatch()
    await apiKeys.keepWatch()
    clock.ms += dayMs
  }
  expect(eventsSoFar()).toEqual(['api_key.created', 'api_key.expiring 30', 'api_key.expiring 7', 'api_key.expiring 1', 'api_key.expired'])
})

test('what was near its end when it was made is not announced for that, and a server that was off gives one notice', async () => {
  const { start, create, eventsSoFar, clock } = await setUp()
  const apiKeys = start()
  await create('2026-12-02T08:00:00.000Z')
  await apiKeys.keepWatch()
  expect(eventsSoFar()).toEqual(['api_key.created'])
  clock.ms += 9.5 * dayMs
  await start().keepWatch()
  expect(eventsSoFar()).toEqual(['api_key.created', 'api_key.expiring 1'])
})

test('an event that could not be brought into the log waits, and is there once', async () => {
  const { start, create, eventsSoFar, errors, fail } = await setUp()
  const apiKeys = start()
  await create(null)
  fail(1)
  await apiKeys.keepWatch()
  expect([eventsSoFar(), errors.length]).toEqual([[], 1])
  await apiKeys.keepWatch()
  expect(eventsSoFar()).toEqual(['api_key.created'])
})

test('a crash after the log had the event and before control.db knew repeats nothing', async () => {
  const { control, start, create, eventsSoFar } = await setUp()
  await create(null)
  const waiting = control.db.$client.prepare('SELECT * FROM announcements').all() as object[] // its columns are not looked at
  await start().keepWatch()
  const names = Object.keys(waiting[0] ?? {})
  const insert = control.db.$client.prepare(
    `INSERT INTO announcements (${names.join(',')}) VALUES (${names.map((name) => `@${name}`).join(',')})`,
  )
  for (const announcement of waiting) insert.run(announcement)
  await start().keepWatch()
  expect(eventsSoFar()).toEqual(['api_key.created'])
  expect(control.db.$client.prepare('SELECT count(*) FROM announcements').pluck().get()).toBe(0)
})
