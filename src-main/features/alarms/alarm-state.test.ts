import { describe, expect, it } from 'vitest'
import { nextStep, stateOf } from './alarm-state.ts'

const rule = { kind: 'api_errors', threshold: 25, deadband: 5, onDelaySeconds: 60, offDelaySeconds: 120 } as const
const below = { ...rule, kind: 'disk_space', threshold: 10, deadband: 2 } as const

const point = {
  breachedAt: null,
  openedAt: null,
  clearedAt: null,
  resolvedAt: null,
  acknowledgedAt: null,
  shelvedUntil: null,
  escalatesAt: null,
  closedAt: null,
}

const at = (minutes: number, seconds = 0): string => new Date(Date.UTC(2026, 10, 22, 8, minutes, seconds)).toISOString()
const now = at(10)

const waiting = { ...point, breachedAt: at(9, 30) }
const active = { ...point, openedAt: at(0) }
const clearing = { ...active, clearedAt: at(9) }
const returned = { ...active, resolvedAt: at(5) }
const shelved = { ...active, shelvedUntil: at(30) }

describe('what happens next to a point', () => {
  it.each([
    ['nothing while the value is good', undefined, 10, undefined],
    ['nothing where nothing is measured', undefined, undefined, undefined],
    ['the on-delay begins at the threshold', undefined, 25, 'begin_on_delay'],
    ['the alarm waits for its on-delay', waiting, 40, undefined],
    ['the alarm opens after its on-delay', { ...waiting, breachedAt: at(9) }, 40, 'open'],
    ['a condition that was gone before its on-delay is forgotten', waiting, 24, 'forget_on_delay'],
    ['an open alarm stays open without repeating', active, 90, undefined],
    ['an open alarm stays open in the deadband', active, 21, undefined],
    ['the off-delay begins beyond the deadband', active, 19, 'begin_off_delay'],
    ['the alarm waits for its off-delay', clearing, 19, undefined],
    ['the off-delay is forgotten when the condition comes back', clearing, 25, 'forget_off_delay'],
    ['the alarm resolves after its off-delay', { ...clearing, clearedAt: at(8) }, 19, 'resolve'],
    ['what is gone altogether resolves without a delay', clearing, undefined, 'resolve'],
    ['the condition of a returned alarm comes again', returned, 30, 'begin_on_delay'],
    ['a returned alarm opens again after its on-delay', { ...returned, breachedAt: at(1) }, 30, 'open'],
    ['a shelved alarm does not resolve', { ...shelved, clearedAt: at(0) }, 3, undefined],
    ['a shelved alarm does not escalate', { ...shelved, escalatesAt: at(1) }, 90, undefined],
    ['a shelved alarm follows its condition', shelved, 3, 'begin_off_delay'],
    ['a shelved alarm comes back at its time', { ...shelved, shelvedUntil: now }, 90, 'unshelve'],
    ['an alarm escalates at its time', { ...active, escalatesAt: now }, 90, 'escalate'],
    ['an alarm does not escalate before', { ...active, escalatesAt: at(11) }, 90, undefined],
  ] as const)('%s', (_, alarm, value, step) => {
    expect(nextStep({ alarm, value, rule, now })).toBe(step)
  })

  it.each([
    [10, undefined, 'begin_on_delay'],
    [11, undefined, undefined],
    [12, active, undefined],
    [12.5, active, 'begin_off_delay'],
  ] as const)('of a value that must not fall: %s', (value, alarm, step) => {
    expect(nextStep({ alarm, value, rule: below, now })).toBe(step)
  })
})

it('shows one of the states that people know', () => {
  expect([active, { ...active, acknowledgedAt: now }, returned, shelved, { ...returned, closedAt: now }].map(stateOf)).toEqual([
    'active_unacknowledged',
    'active_acknowledged',
    'returned_unacknowledged',
    'shelved',
    'closed',
  ])
})
