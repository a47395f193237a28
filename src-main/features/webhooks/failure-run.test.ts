import { expect, test } from 'vitest'
import { createAwakeTime } from './awake-time.ts'
import { type Failing, FailureRun, failingStep, probedLater, warned } from './failure-run.ts'
import type { AttemptOutcome } from './retry-schedule.ts'

const start = Date.parse('2026-11-22T08:00:00.000Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const failed: AttemptOutcome = { error: { kind: 'refused', message: 'refused' }, status: null, retryAfter: undefined, control: undefined }
const delivered: AttemptOutcome = { ...failed, error: null, status: 204 }

/** A run under a clock that ticks each minute, as the timer of the dispatcher has it. */
function createRun(known: Failing | null = null) {
  const clock = { ms: start, now: () => clock.ms }
  const awake = createAwakeTime(clock)
  const run = new FailureRun(known, awake)
  const pass = (ms: number): void => {
    for (const end = clock.ms + ms; clock.ms < end; ) {
      clock.ms += minute
      awake()
    }
  }
  const fail = (outcome = failed): void => run.answered(outcome, clock.ms)
  return { run, clock, awake, pass, fail }
}

test('a clock that jumps, a machine that sleeps and a clock that is set back add two minutes at most', () => {
  const { clock, awake, pass } = createRun()
  pass(10 * minute)
  clock.ms += 9 * day
  expect(awake()).toBe(12 * minute)
  clock.ms -= 300 * day
  expect(awake()).toBe(12 * minute)
  pass(5 * minute)
  expect(awake()).toBe(17 * minute)
})

test('only failures count, from the first since something arrived', () => {
  const { run, pass, fail } = createRun()
  fail(delivered)
  expect([run.failing, run.isUnsaved]).toEqual([null, false])
  pass(day)
  fail()
  expect(run.failing).toEqual({
    since: '2026-11-23T08:00:00.000Z',
    forMs: 0,
    attempts: 1,
    warnings: 0,
    probes: 0,
    nextProbeAt: null,
  })
  pass(10 * hour)
  fail()
  fail({ ...failed, error: { kind: 'template', message: 'line 1' } })
  expect(run.failing).toMatchObject({ forMs: 10 * hour, attempts: 2 })
  fail(delivered)
  expect([run.failing, run.isUnsaved]).toEqual([null, true])
})

test('a webhook to which nothing was sent for days has failed for one of them', () => {
  const { run, pass, fail } = createRun()
  fail()
  pass(20 * day)
  fail()
  expect(run.failing).toMatchObject({ forMs: day, attempts: 2 })
})

test('people are warned after one, three and four days, once each, and after five it is disabled', () => {
  const { run, pass, fail } = createRun()
  const steps: string[] = []
  for (let hours = 0; hours < 5 * 24 + 2; hours += 2) {
    fail()
    const { failing } = run
    if (failing === null) throw new Error('it fails')
    const step = failingStep(failing)
    if (step !== 'nothing') steps.push(`${step} ${hours}`)
    run.load(warned(failing))
    pass(2 * hour)
  }
  expect(steps).toEqual(['warn 24', 'warn 72', 'warn 96', 'disable 120'])
})

test('what is on disk is a minute behind at most, and a failing webhook does not write each attempt', () => {
  const { run, pass, fail } = createRun()
  let writes = 0
  for (let count = 0; count < 100; count += 1) {
    fail()
    if (run.isUnsaved) {
      writes += 1
      run.load(run.failing)
    }
    if (count % 10 === 9) pass(minute)
  }
  expect([writes, run.failing?.forMs]).toEqual([10, 9 * minute])
})

test('after a restart it goes on, without the time in which Interlock was off', () => {
  const known = { since: '2026-11-01T00:00:00.000Z', forMs: 2 * day, attempts: 40, warnings: 1, probes: 0, nextProbeAt: null }
  const { run, pass, fail } = createRun(known)
  pass(3 * minute)
  fail()
  expect(run.failing).toEqual({ ...known, forMs: 2 * day + 3 * minute, attempts: 41 })
})

test('probes come after five minutes, then twice as late each time up to six hours, whatever the clock does', () => {
  const { run, clock, fail } = createRun()
  fail()
  run.load(probedLater(run.failing as Failing, clock.ms)) // it has failed
  const waits = Array.from({ length: 9 }, () => {
    const wait = run.probeAt(clock.ms) - clock.ms
    run.probed(clock.ms)
    return wait / minute
  })
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360])
  clock.ms -= 30 * day
  expect(run.probeAt(clock.ms)).toBe(clock.ms)
})
