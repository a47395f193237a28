import { expect, test } from 'vitest'
import { isoTime } from '../../lib/identity.ts'
import { failedShare } from './failed-share.store.ts'
import { createTestLog } from './test-request-log.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')

function createLog() {
  const log = createTestLog()
  const add = (
    calls: number,
    responseStatus: number,
    { minutesAgo = 1, by = 'api_key' }: { minutesAgo?: number; by?: 'api_key' | 'oauth_client' | 'user' } = {},
  ) =>
    log.add(
      Array.from({ length: calls }, () => ({
        apiKeyId: by === 'api_key' ? 1 : null,
        oauthClientId: by === 'oauth_client' ? 1 : null,
        userId: by === 'user' ? 1 : null,
        responseStatus,
        errorCode: responseStatus >= 400 ? 'not_found' : null,
        createdAt: isoTime(now - minutesAgo * 60_000),
      })),
    )
  return { add, share: () => failedShare(log.logDb, isoTime(now - 10 * 60_000)) }
}

test('the share of failed calls counts what API keys and OAuth clients called of late', () => {
  const { add, share } = createLog()
  expect(share()).toBe(0)
  add(50, 500, { minutesAgo: 11 })
  add(15, 200)
  add(5, 404)
  add(30, 500, { by: 'user' })
  expect(share()).toBe(25)
  add(20, 500, { by: 'oauth_client' })
  expect(share()).toBe((25 / 40) * 100)
})

test('a few calls say nothing', () => {
  const { add, share } = createLog()
  add(19, 500)
  expect(share()).toBe(0)
  add(1, 500)
  expect(share()).toBe(100)
})

test('only the newest calls count, so that a long log is not read', () => {
  const { add, share } = createLog()
  add(1_000, 500)
  add(999, 200)
  expect(share()).toBe(0.1)
})
