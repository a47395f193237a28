import { expect, test } from 'vitest'
import { createBodyBudget } from './body-budget.ts'

const taken = (count: number, take: () => boolean): number => Array.from({ length: count }, take).filter(Boolean).length

test('reads use half of a burst, writes and failures all of it, and time fills it again', () => {
  let now = 1_000
  const budget = createBodyBudget(() => now)
  expect(taken(500, () => budget.take(10, false))).toBe(21)
  expect(taken(500, () => budget.take(10, true))).toBe(19)
  now += 1_000
  expect(taken(500, () => budget.take(10, true))).toBe(20)
  now -= 60_000
  expect(budget.take(10, true)).toBe(false)
})

test('what waits in memory is bounded until it is written', () => {
  const budget = createBodyBudget(() => 0)
  expect([budget.take(3_000_000, true), budget.take(1_500_000, true), budget.take(900_000, true)]).toEqual([true, false, true])
  budget.clear()
  expect(budget.take(3_000_000, true)).toBe(true)
})
