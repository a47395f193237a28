import { expect, test } from 'vitest'
import { expiryState } from './expiry-state.ts'

const end = '2026-12-31T00:00:00.000Z'
const before = (days: number): number => Date.parse(end) - days * 86_400_000

test.each([
  [31, 'far', 31],
  [30, 'near', 30],
  [1.5, 'near', 2],
  [0.01, 'near', 1],
  [0, 'ended', 0],
  [-4, 'ended', 0],
] as const)('%s days before the end it is %s, with %s days left', (left, state, days) => {
  expect(expiryState(end, before(left))).toEqual({ state, days })
})

test('what has no end never ends', () => expect(expiryState(null, before(0)).state).toBe('never'))
