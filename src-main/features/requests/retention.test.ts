import { expect, test } from 'vitest'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { saveRetention } from './retention.store.ts'
import { purgeRequests } from './retention.ts'
import { createTestLog } from './test-request-log.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')
const dayMs = 86_400_000

type Log = ReturnType<typeof createTestLog>

/** One entry an hour over the last `days`, each with a body of `bytes`. */
const fill = ({ add }: Log, { days, bytes }: { days: number; bytes: number }): void =>
  add(
    Array.from({ length: days * 24 }, (_, index) => ({
      createdAt: isoTime(now - (days * 24 - index) * 3_600_000),
      bodies: { responseBody: 'x'.repeat(bytes), storedBytes: bytes + 4 },
    })),
  )

const count = ({ logDb }: Log) =>
  logDb.$client.prepare('SELECT (SELECT count(*) FROM api_request_logs) entries, (SELECT count(*) FROM api_request_bodies) bodies').get()

test('entries go after thirty days and bodies after seven, in as many batches as it takes', async () => {
  const log = createTestLog()
  fill(log, { days: 200, bytes: 10 })
  expect(await purgeRequests(log, now)).toBe(170 * 24)
  expect(count(log)).toEqual({ entries: 30 * 24, bodies: 7 * 24 })
  expect(log.logDb.$client.prepare('SELECT count(*) FROM api_request_search').pluck().get()).toBe(7 * 24)
  expect(await purgeRequests(log, now + dayMs)).toBe(24)
})

test('the oldest go first where there is more than chosen', async () => {
  const log = createTestLog()
  fill(log, { days: 60, bytes: 2_000 })
  const chosen = { entryDays: 365, bodyDays: 365, maxEntries: 1_200, maxBodyMegabytes: 1 }
  await log.write((tx) => saveRetention(tx.db, chosen, tx.now), { actor: systemActor })
  await purgeRequests(log, now)
  expect(count(log)).toEqual({ entries: 1_200, bodies: Math.floor(1_000_000 / 2_004) })
  expect(log.logDb.$client.prepare('SELECT min(request_log_id) FROM api_request_bodies').pluck().get()).toBe(1_440 - 499 + 1)
})

test('nothing goes of an empty log', async () => {
  expect(await purgeRequests(createTestLog(), now)).toBe(0)
})
