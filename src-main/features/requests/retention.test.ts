import { expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../infra/db/test-database.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { openBodySearch } from './body-search.store.ts'
import { insertRequestBody } from './request-bodies.store.ts'
import { insertRequestLog } from './requests.store.ts'
import { saveRetention } from './retention.store.ts'
import { purgeRequests } from './retention.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')
const dayMs = 86_400_000

function createLog(): TestDatabase {
  const database = createTestDatabase('workspace')
  openBodySearch(database.db)
  return database
}

/** One entry an hour over the last `days`, each with a body of `bytes`. */
const fill = ({ write }: TestDatabase, { days, bytes }: { days: number; bytes: number }): Promise<void> =>
  write(
    ({ db }) => {
      for (let hour = days * 24; hour > 0; hour -= 1) {
        const requestLogId = insertRequestLog(db, {
          requestId: `req_${hour}`,
          apiKeyId: 1,
          oauthClientId: null,
          userId: null,
          actorName: 'MES',
          method: 'GET',
          path: '/api/v1/jobs',
          queryParams: null,
          responseStatus: 200,
          errorCode: null,
          responseTimeMs: 1,
          requestBytes: 0,
          responseBytes: bytes,
          ipAddress: '10.0.0.4',
          userAgent: '',
          createdAt: isoTime(now - hour * 3_600_000),
        })
        insertRequestBody(db, {
          requestLogId,
          requestHeaders: '{}',
          requestBody: null,
          isRequestBodyCut: false,
          responseHeaders: '{}',
          responseBody: 'x'.repeat(bytes),
          isResponseBodyCut: false,
          storedBytes: bytes + 4,
        })
      }
    },
    { actor: systemActor },
  )

const count = ({ db }: TestDatabase) =>
  db.$client.prepare('SELECT (SELECT count(*) FROM api_request_logs) entries, (SELECT count(*) FROM api_request_bodies) bodies').get()

test('entries go after thirty days and bodies after seven, in as many batches as it takes', async () => {
  const database = createLog()
  await fill(database, { days: 200, bytes: 10 })
  expect(await purgeRequests(database, now)).toBe(170 * 24)
  expect(count(database)).toEqual({ entries: 30 * 24, bodies: 7 * 24 })
  expect(database.db.$client.prepare('SELECT count(*) FROM api_request_search').pluck().get()).toBe(7 * 24)
  expect(await purgeRequests(database, now + dayMs)).toBe(24)
})

test('the oldest go first where there is more than chosen', async () => {
  const database = createLog()
  await fill(database, { days: 60, bytes: 2_000 })
  const chosen = { entryDays: 365, bodyDays: 365, maxEntries: 1_200, maxBodyMegabytes: 1 }
  await database.write((tx) => saveRetention(tx.db, chosen, tx.now), { actor: systemActor })
  await purgeRequests(database, now)
  expect(count(database)).toEqual({ entries: 1_200, bodies: Math.floor(1_000_000 / 2_004) })
  expect(database.db.$client.prepare('SELECT min(request_log_id) FROM api_request_bodies').pluck().get()).toBe(1_440 - 499 + 1)
})

test('nothing goes of an empty log', async () => {
  expect(await purgeRequests(createLog(), now)).toBe(0)
})
