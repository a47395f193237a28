import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lookAtLine } from './line.ts'

interface Row {
  readonly id: number
  readonly kind: 'mail' | 'sms'
  readonly to: readonly string[]
  readonly status: 'queued'
  readonly place: number
  readonly attempts: number
  readonly isDeferred: boolean
  readonly nextAttemptAt: string | null
}

const row = (place: number, given: Partial<Row> = {}): Row => ({
  id: place,
  kind: 'mail',
  to: [`${place}@example.com`],
  status: 'queued',
  place,
  attempts: 0,
  isDeferred: false,
  nextAttemptAt: null,
  ...given,
})

const now = Date.parse('2026-11-22T08:00:00.000Z')
const later = '2026-11-22T08:05:00.000Z'

const look = (rows: readonly Row[], sending: readonly Row[] = []) => {
  const view = lookAtLine((after) => rows.filter(({ place }) => place > after).slice(0, 2), {
    sending: new Map(sending.map((one) => [one.id, one])),
    now,
  })
  return { next: view.next.map(({ id }) => id), dueAt: view.dueAt }
}

test('mails go out five at a time, short messages one by one', () => {
  expect(look([1, 2, 3, 4, 5, 6, 7].map((place) => row(place)))).toEqual({ next: [1, 2, 3, 4, 5], dueAt: undefined })
  expect(look([1, 2].map((place) => row(place, { kind: 'sms' })))).toEqual({ next: [1], dueAt: undefined })
  expect(look([row(1), row(2)], [row(1)])).toEqual({ next: [2], dueAt: undefined })
})

test('one that waits for the target holds the line; when its time has come it goes alone', () => {
  expect(look([row(1, { attempts: 1, nextAttemptAt: later }), row(2)])).toEqual({ next: [], dueAt: Date.parse(later) })
  expect(look([row(1, { attempts: 1 }), row(2)])).toEqual({ next: [1], dueAt: undefined })
})

test('one that waits for its recipient holds only what is for the same recipient', () => {
  const busy = { to: ['busy@example.com'] }
  const deferred = row(1, { ...busy, isDeferred: true, attempts: 1, nextAttemptAt: later })
  expect(look([deferred, row(2, busy), row(3), row(4, { to: ['a@example.com', 'busy@example.com'] })])).toEqual({
    next: [3],
    dueAt: Date.parse(later),
  })
})

test('a look goes through a bounded part of thousands to one recipient', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => row(index + 1, { to: ['one@example.com'] }))
  let rowsRead = 0
  const read = (after: number): readonly Row[] => {
    const page = many.slice(after, after + 50)
    rowsRead += page.length
    return page
  }
  expect(lookAtLine(read, { sending: new Map(), now }).next.map(({ id }) => id)).toEqual([1])
  expect(rowsRead).toBeLessThanOrEqual(250)
  rowsRead = 0
  lookAtLine((after) => read(after).map((one): Row => ({ ...one, kind: 'sms' })), { sending: new Map(), now })
  expect(rowsRead).toBe(50)
})

test('whatever waits, two messages to one recipient never pass each other', () => {
  const anyRow = fc.record({
    to: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    isDeferred: fc.boolean(),
    nextAttemptAt: fc.constantFrom(null, later),
    attempts: fc.nat(2),
    isOnItsWay: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 12 }), (given) => {
      const rows = given.map(({ isOnItsWay: _, ...each }, index) => row(index + 1, each))
      const { next } = look(
        rows,
        rows.filter((_, index) => given[index]?.isOnItsWay),
      )
      for (const id of next) {
        const own = rows[id - 1]
        const before = rows.filter((one) => one.place < id && one.to.some((to) => own?.to.includes(to)))
        expect(before).toEqual([])
      }
    }),
  )
})
