import { expect, test } from 'vitest'
import { explainNext } from './next-attempt.ts'

const webhook = { isActive: true, disabledReason: null, failing: null, retryCount: 7, retrySchedule: [5, 300, 1_800] }
const delivery = { status: 'pending', nextAttemptAt: '2026-11-22T08:05:00.000Z', scheduledAttempts: 2 } as const
const attempt = { isManual: false, startedAt: '2026-11-22T08:00:00.000Z', responseTimeMs: 20, responseHeaders: '{}' }
const asking = (retryAfter: string) => ({ ...attempt, responseHeaders: JSON.stringify({ 'retry-after': retryAfter }) })
const explain = (changes: { webhook?: object; delivery?: object; attempts?: (typeof attempt)[]; restsUntil?: number }) =>
  explainNext(
    { ...webhook, ...changes.webhook },
    { ...delivery, ...changes.delivery },
    { attempts: changes.attempts ?? [attempt], restsUntil: changes.restsUntil },
  )

test('what is delivered or was given up has no next attempt', () => {
  expect([explain({ delivery: { status: 'delivered' } }), explain({ delivery: { status: 'failed' } })]).toEqual([null, null])
})

test.each<[string, Parameters<typeof explain>[0], object]>([
  ['a step of the schedule', {}, { attempt: 3, of: 8, basis: 'schedule', waitSeconds: 300, restsUntil: null }],
  ['its last step, which repeats', { delivery: { scheduledAttempts: 5 } }, { attempt: 6, basis: 'schedule', waitSeconds: 1_800 }],
  ['what the receiver asked for', { attempts: [asking('120')] }, { basis: 'retry_after', waitSeconds: 120 }],
  [
    'a time that the receiver asked for',
    { attempts: [asking('Sun, 22 Nov 2026 08:01:00 GMT')] },
    { basis: 'retry_after', waitSeconds: 60 },
  ],
  [
    'the schedule, whatever an attempt by hand was answered',
    { attempts: [attempt, { ...asking('120'), isManual: true }] },
    { basis: 'schedule' },
  ],
  ['its turn', { delivery: { scheduledAttempts: 0 } }, { attempt: 1, basis: 'turn', waitSeconds: null }],
  ['an earlier event of its record', { delivery: { nextAttemptAt: null } }, { basis: 'order' }],
  ['the webhook, which is paused', { webhook: { isActive: false } }, { basis: 'paused' }],
  [
    'a receiver that is left alone',
    { restsUntil: Date.parse('2026-11-22T08:09:00.000Z') },
    { basis: 'schedule', restsUntil: '2026-11-22T08:09:00.000Z' },
  ],
  [
    'since when it has failed and when it is tried, of a webhook that was disabled for failing',
    { webhook: { isActive: false, disabledReason: 'failing', failing: { since: 'A', nextProbeAt: 'B' } } },
    { basis: 'failing', since: 'A', probeAt: 'B', waitSeconds: null },
  ],
  [
    'that its receiver asked for no more',
    { webhook: { isActive: false, disabledReason: 'gone' } },
    { basis: 'ended', since: null, probeAt: null, waitSeconds: null },
  ],
])('the next attempt follows from %s', (_, changes, expected) => {
  expect(explain(changes)).toMatchObject(expected)
})
