import { expect, test } from 'vitest'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { failedShare } from './failed-share.store.ts'
import { insertRequestLog } from './requests.store.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')

function createLog() {
  const { db, write } = createTestDatabase('workspace')
  let count = 0
  const add = (
    calls: number,
    responseStatus: number,
    { minutesAgo = 1, by = 'api_key' }: { minutesAgo?: number; by?: 'api_key' | 'oauth_client' | 'user' } = {},
  ) =>
    write(
      (tx) => {
        for (let index = 0; index < calls; index += 1)
          insertRequestLog(tx.db, {
            requestId: `req_${++count}`,
            apiKeyId: by === 'api_key' ? 1 : null,
            oauthClientId: by === 'oauth_client' ? 1 : null,
            userId: by === 'user' ? 1 : null,
            actorName: 'MES',
            method: 'GET',
            path: '/api/v1/jobs',
            queryParams: null,
            responseStatus,
            errorCode: responseStatus >= 400 ? 'not_found' : null,
            responseTimeMs: 1,
            requestBytes: 0,
            responseBytes: 0,
            ipAddress: '10.0.0.4',
            userAgent: '',
            createdAt: isoTime(now - minutesAgo * 60_000),
          })
      },
      { actor: systemActor },
    )
  return { add, share: () => failedShare(db, isoTime(now - 10 * 60_000)) }
}

test('the share of failed calls counts what API keys and OAuth clients called of late', async () => {
  const { add, share } = createLog()
  expect(share()).toBe(0)
  await add(50, 500, { minutesAgo: 11 })
  await add(15, 200)
  await add(5, 404)
  await add(30, 500, { by: 'user' })
  expect(share()).toBe(25)
  await add(20, 500, { by: 'oauth_client' })
  expect(share()).toBe((25 / 40) * 100)
})

test('a few calls say nothing', async () => {
  const { add, share } = createLog()
  await add(19, 500)
  expect(share()).toBe(0)
  await add(1, 500)
  expect(share()).toBe(100)
})

test('only the newest calls count, so that a long log is not read', async () => {
  const { add, share } = createLog()
  await add(1_000, 500)
  await add(999, 200)
  expect(share()).toBe(0.1)
})
