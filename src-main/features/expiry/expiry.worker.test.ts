import { expect, test } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { systemActor } from '../../lib/identity.ts'
import type { ExpiringCredential } from './expiry.contract.ts'
import { listWarnings } from './expiry.store.ts'
import { createExpiryWatch } from './expiry.worker.ts'

const certificate: ExpiringCredential = {
  id: 'certificate:webhook:3:AA',
  kind: 'certificate',
  name: 'MES',
  detail: 'CN=mes.plant.local',
  subjectType: 'webhook',
  subjectId: 3,
  isReplaced: false,
  ownerName: 'Ayşe Öztürk',
  lastUsedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-12-31T00:00:00.000Z',
}

/** A plant with what the test says, whose watch looks when it is told to, newly started each time. */
function createPlant() {
  const { db, write, setTime } = createTestDatabase('workspace')
  const workspace = { db, write } as Workspace // all that a watch reads
  const lookAfterRestart = async (now: string, credentials: readonly ExpiringCredential[]) => {
    setTime(now)
    const watch = createExpiryWatch({ workspace, sources: [{ scope: 'webhooks:read', list: () => credentials }] })
    expect(watch.isDue(db, Date.parse(now))).toBe(true)
    await write(watch.run, { actor: systemActor })
    expect(watch.isDue(db, Date.parse(now))).toBe(false)
  }
  const told = () =>
    listNewestEvents(db, 100)
      .toReversed()
      .map(({ event, recordKey, data }) => [event, recordKey, JSON.parse(data).credential.days_left])
  return { db, lookAfterRestart, told }
}

test('a restart repeats no warning, and one that was off for long gives the tightest only', async () => {
  const { lookAfterRestart, told } = createPlant()
  await lookAfterRestart('2026-11-22T08:00:00.000Z', [certificate])
  expect(told()).toEqual([])
  await lookAfterRestart('2026-12-02T08:00:00.000Z', [certificate])
  await lookAfterRestart('2026-12-03T08:00:00.000Z', [certificate])
  expect(told()).toEqual([['credential.expiring', 'MES', 30]])
  await lookAfterRestart('2026-12-30T08:00:00.000Z', [certificate])
  expect(told().slice(1)).toEqual([['credential.expiring', 'MES', 1]])
})

test('an end that was moved is warned of anew, and what is gone is forgotten', async () => {
  const { db, lookAfterRestart, told } = createPlant()
  await lookAfterRestart('2026-12-30T08:00:00.000Z', [certificate])
  await lookAfterRestart('2026-12-30T09:00:00.000Z', [{ ...certificate, expiresAt: '2027-12-31T00:00:00.000Z' }])
  await lookAfterRestart('2027-12-29T09:00:00.000Z', [{ ...certificate, expiresAt: '2027-12-31T00:00:00.000Z' }])
  expect(told().map(([, , days]) => days)).toEqual([1, 7])
  await lookAfterRestart('2028-01-02T00:00:00.000Z', [])
  expect(listWarnings(db)).toEqual([])
})

test('the end of a key is left to its own event', async () => {
  const { lookAfterRestart, told } = createPlant()
  await lookAfterRestart('2027-01-02T08:00:00.000Z', [{ ...certificate, id: 'api_key:1', kind: 'api_key' }])
  expect(told()).toEqual([])
})
