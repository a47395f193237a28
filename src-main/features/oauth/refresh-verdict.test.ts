import { expect, test } from 'vitest'
import { refreshGraceMs, refreshVerdict } from './refresh-verdict.ts'

const usedAt = '2026-11-22T08:00:00.000Z'
const used = { usedAt, isSuperseded: false }
const unused = { usedAt: null, isSuperseded: false }
const superseded = { usedAt: null, isSuperseded: true }
const after = (ms: number): number => Date.parse(usedAt) + ms

test.each([
  ['one that nobody used', unused, [], 0, 'good'],
  ['one used just now whose answer was lost', used, [unused], 1, 'retry'],
  ['one used just before a crash that left no successor', used, [], refreshGraceMs - 1, 'retry'],
  ['one used a minute ago', used, [unused], refreshGraceMs, 'reused'],
  ['one whose successor was used as well', used, [unused, used], 1, 'reused'],
  ['one repeated twice, whose first successor is superseded', used, [superseded, unused], 1, 'retry'],
  ['a superseded one', superseded, [], 0, 'reused'],
] as const)('%s', (_, token, successors, elapsedMs, verdict) => {
  expect(refreshVerdict(token, successors, after(elapsedMs))).toBe(verdict)
})
