import { expect, test } from 'vitest'
import { dueNotice, noticeAt } from './expiry-notices.ts'

const expiresAt = '2026-12-31T00:00:00.000Z'
const before = (days: number): number => Date.parse(expiresAt) - days * 86_400_000

test.each([
  [31, undefined],
  [30, 30],
  [8, 30],
  [7, 7],
  [1, 1],
  [0.5, 1],
  [0, 0],
  [-5, 0],
])('%s days before the end the notice is %s', (days, notice) => expect(noticeAt(expiresAt, before(days))).toBe(notice))

test('each notice comes once, and one that was missed not after a tighter one', () => {
  expect(dueNotice({ expiresAt, expiryAnnounced: null }, before(29))).toBe(30)
  expect(dueNotice({ expiresAt, expiryAnnounced: 30 }, before(29))).toBeUndefined()
  expect(dueNotice({ expiresAt, expiryAnnounced: 30 }, before(0.5))).toBe(1)
  expect(dueNotice({ expiresAt, expiryAnnounced: 0 }, before(-9))).toBeUndefined()
  expect(dueNotice({ expiresAt: null, expiryAnnounced: null }, before(0))).toBeUndefined()
})
