import { describe, expect, test } from 'vitest'
import { endAfterFirstUse, endsAtRotation } from './rotation.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')
const rotation = { graceHours: 24, overlapDays: 30 }
const secret = (id: number, given: { firstUsedAt?: string; endsAt?: string; graceHours?: number } = {}) => ({
  id,
  firstUsedAt: null,
  endsAt: null,
  graceHours: null,
  ...given,
})
const later = '2026-12-22T08:00:00.000Z'
const atOnce = { endsAt: '2026-11-22T08:00:00.000Z', graceHours: null }
const stays = { endsAt: later, graceHours: 24 }

describe('a rotation', () => {
  test('keeps the current secret for the overlap', () => {
    expect(endsAtRotation([secret(1)], rotation, now)).toEqual([{ id: 1, ...stays }])
  })

  test('ends the one before at once when the current one was used', () => {
    const secrets = [
      secret(2, { firstUsedAt: '2026-11-21T00:00:00.000Z' }),
      secret(1, { endsAt: '2026-11-22T09:00:00.000Z', graceHours: 24 }),
    ]
    expect(endsAtRotation(secrets, rotation, now)).toEqual([
      { id: 2, ...stays },
      { id: 1, ...atOnce },
    ])
  })

  test('keeps the one before, and discards a new one that nobody ever used', () => {
    const secrets = [secret(2), secret(1, { endsAt: '2026-11-29T00:00:00.000Z', graceHours: 1 })]
    expect(endsAtRotation(secrets, rotation, now)).toEqual([
      { id: 2, ...atOnce },
      { id: 1, ...stays },
    ])
  })

  test('leaves alone what has ended', () => {
    expect(endsAtRotation([secret(2), secret(1, { endsAt: '2026-11-01T00:00:00.000Z' })], rotation, now)).toEqual([{ id: 2, ...stays }])
  })
})

test('the old secret ends a grace time after the first use of the new one, and never later than was said', () => {
  expect(endAfterFirstUse({ endsAt: later, graceHours: 24 }, now)).toBe('2026-11-23T08:00:00.000Z')
  expect(endAfterFirstUse({ endsAt: '2026-11-22T10:00:00.000Z', graceHours: 24 }, now)).toBe('2026-11-22T10:00:00.000Z')
  expect(endAfterFirstUse({ endsAt: later, graceHours: 0 }, now)).toBe('2026-11-22T08:00:00.000Z')
})
