import { expect, test } from 'vitest'
import { createBodyBudget } from './body-budget.ts'

const taken = (count: number, take: () => boolean): number => Array.from({ length: count }, take).filter(Boolean).length

test('reads use half of a burst, writes and failures all of it, and time fills it again', () => {
  let now = 1_000
  const budget = createBodyBudget(() => now)
  expect(taken(500, () => budget.take(false))).toBe(21)
  expect(taken(500, () => budget.take(true))).toBe(19)
  now += 1_000
  expect(taken(500, () => budget.take(true))).toBe(20)
  now -= 60_000
  expect(budget.take(true)).toBe(false)
})
