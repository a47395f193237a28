import { expect, it } from 'vitest'
import { webhookState } from './webhook-state.ts'

const stats = {
  since: '2026-11-21T08:00:00.000Z',
  delivered: 0,
  failed: 0,
  waiting: 0,
  nextAttemptAt: null,
  medianResponseMs: null,
  p99ResponseMs: null,
  lastDeliveredAt: null,
  lastError: null,
}
const error = { at: '2026-11-22T08:00:00.000Z', kind: 'http', message: 'Answered 503.', responseStatus: 503 }

it('is active until something did not arrive, and again after the next that did', () => {
  const stateWith = (change: Partial<typeof stats> | { lastError: typeof error; lastDeliveredAt?: string }) =>
    webhookState({ isActive: true, disabledReason: null, stats: { ...stats, ...change } })
  expect(stateWith({})).toBe('active')
  expect(stateWith({ lastError: error })).toBe('failing')
  expect(stateWith({ lastError: error, lastDeliveredAt: '2026-11-22T09:00:00.000Z' })).toBe('active')
})

it('says who switched it off', () => {
  expect(webhookState({ isActive: false, disabledReason: null, stats })).toBe('paused')
  expect(webhookState({ isActive: false, disabledReason: 'gone', stats })).toBe('ended')
})
