import { expect, test } from 'vitest'
import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import { nextStep, restMs } from './next-step.ts'

const once = { attempts: 1, failuresInRow: 1, isSentOnce: false, random: () => 0.5 }

const failure = (kind: ConnectorFailure['kind'], given: { mayHaveArrived?: boolean; retryAfterMs?: number; status?: number } = {}) =>
  new ConnectorFailure(kind, {
    step: 'vendor',
    mayHaveArrived: given.mayHaveArrived ?? false,
    retryAfterMs: given.retryAfterMs,
    ...(given.status === undefined ? {} : { vendor: { status: given.status, code: null, message: null } }),
  })

test('what is wrong with the message fails for good, what is wrong with the way waits', () => {
  for (const kind of ['rejected', 'forbidden', 'not_found', 'too_large'] as const)
    expect(nextStep(failure(kind), once)).toEqual({ kind: 'failed' })
  for (const kind of [
    'dns',
    'refused',
    'unreachable',
    'tls',
    'vendor_down',
    'rate_limited',
    'resting',
    'aborted',
    'wrong_credentials',
  ] as const)
    expect(nextStep(failure(kind), once)).toEqual({ kind: 'waiting', restMs: 5_000 })
})

test('what may have arrived is for a person to decide, unless the vendor sends once per key', () => {
  const silent = failure('timeout', { mayHaveArrived: true })
  expect(nextStep(silent, once)).toEqual({ kind: 'uncertain', restMs: 5_000 })
  expect(nextStep(silent, { ...once, isSentOnce: true })).toEqual({ kind: 'waiting', restMs: 5_000 })
  expect(nextStep(failure('unexpected_answer', { mayHaveArrived: true }), once)).toEqual({ kind: 'uncertain', restMs: 0 })
})

test('a vendor that says when to come back is left alone until then, a day at most', () => {
  expect(nextStep(failure('rate_limited', { retryAfterMs: 90_000 }), once)).toEqual({ kind: 'waiting', restMs: 90_000 })
  expect(nextStep(failure('rate_limited', { retryAfterMs: 1e12 }), once)).toEqual({ kind: 'waiting', restMs: 86_400_000 })
})

test('a mailbox that is busy waits by itself, and is given up after hours', () => {
  const busy = failure('vendor_down', { status: 452 })
  expect(nextStep(busy, { ...once, attempts: 3 })).toEqual({ kind: 'deferred', restMs: 20_000 })
  expect(nextStep(busy, { ...once, attempts: 25 })).toEqual({ kind: 'failed' })
  expect(nextStep(failure('vendor_down', { status: 421 }), once).kind).toBe('waiting')
})

test('waits double up to a quarter of an hour and differ by a fifth', () => {
  expect([1, 2, 3, 9, 99].map((count) => restMs(count, () => 0.5))).toEqual([5_000, 10_000, 20_000, 900_000, 900_000])
  expect([restMs(1, () => 0), restMs(1, () => 0.999)]).toEqual([4_500, 5_499])
})
