import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

const start = Date.parse('2026-11-22T08:00:00.000Z')
const free = { ratePerSecond: null, maxConcurrent: null }

/** Begins whatever may begin at each millisecond. @returns when each began, from the start. */
function begun(pace: Pace, milliseconds: number): number[] {
  const times: number[] = []
  for (let at = 0; at < milliseconds; at += 1) {
    const room = pace.room(start + at, 0)
    pace.spend(start + at, room)
    for (let count = 0; count < room; count += 1) times.push(at)
  }
  return times
}

test.each([1, 3, 10, 50, 1_000])('%i a second are at most a tenth more in any second, and no fewer over time', (ratePerSecond) => {
  const times = begun(new Pace({ ratePerSecond, maxConcurrent: null }), 3_000)
  expect(times.length).toBeGreaterThanOrEqual(ratePerSecond * 3)
  for (const from of times) {
    const inSecond = times.filter((time) => time >= from && time < from + 1_000).length
    expect(inSecond).toBeLessThanOrEqual(Math.max(ratePerSecond, Math.ceil(ratePerSecond * 1.1)))
  }
})

test('it says when the rate has room again', () => {
  const pace = new Pace({ ratePerSecond: 2, maxConcurrent: null })
  pace.spend(start, 1)
  expect(pace.room(start, 0)).toBe(0)
  const readyAt = pace.readyAt(start)
  expect([pace.room(readyAt - 1, 0), pace.room(readyAt, 0), readyAt - start]).toEqual([0, 1, 500])
})

test('what runs counts against how much may run at a time', () => {
  const pace = new Pace({ ratePerSecond: null, maxConcurrent: 3 })
  expect([0, 2, 3, 9].map((running) => pace.room(start, running))).toEqual([3, 1, 0, 0])
})

test('an endpoint that fails ten times in a row is left alone, longer each time, and tried by one attempt', () => {
  const pace = new Pace(free)
  for (let count = 0; count < 9; count += 1) pace.failed(start)
  expect(pace.room(start, 0)).toBe(Number.POSITIVE_INFINITY)
  pace.failed(start)
  const waits: number[] = []
  let now = start
  for (let count = 0; count < 9; count += 1) {
    expect(pace.room(now, 0)).toBe(0)
    waits.push((pace.heldUntil(now) - now) / 1_000)
    now = pace.heldUntil(now)
    expect([pace.room(now, 0), pace.room(now, 1)]).toEqual([1, 0])
    pace.failed(now)
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
  now = pace.heldUntil(now)
  pace.delivered(now)
  expect(pace.room(now, 0)).toBe(Number.POSITIVE_INFINITY)
})

test('an endpoint that is overloaded is left alone for as long as it asks, or a second, two, four', () => {
  const pace = new Pace(free)
  pace.slowedDown(start, 30_000)
  expect(pace.heldUntil(start) - start).toBe(30_000)
  const asked = new Pace(free)
  asked.slowedDown(start, 99 * 86_400_000)
  expect(asked.heldUntil(start) - start).toBe(86_400_000)
  const silent = new Pace(free)
  const waits: number[] = []
  for (let now = start, count = 0; count < 8; count += 1, now = silent.heldUntil(now)) {
    silent.slowedDown(now, undefined)
    waits.push((silent.heldUntil(now) - now) / 1_000)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
})

test('a clock that is set back holds nobody back', () => {
  const day = 86_400_000
  const held = new Pace(free)
  held.slowedDown(start, 60_000)
  expect(held.room(start - 3 * day, 0)).toBe(1)
  const paced = new Pace({ ratePerSecond: 1, maxConcurrent: null })
  paced.spend(start, 1)
  expect(paced.room(start - 60_000, 0)).toBe(1)
})
