import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FilterError, parseFilter } from './event-filter.ts'

const payload = {
  id: 'evt_1',
  event: 'ticket.created',
  created_at: '2026-11-22T08:00:00.000Z',
  data: {
    ticket: { priority: 'high', estimate: 12.5, title: 'Şerit "A" durdu', assignee_id: null, is_open: true, tags: ['welding', 'hall A'] },
    lines: [
      { sku: 'A-1', quantity: 3 },
      { sku: 'B-2', quantity: 10 },
    ],
  },
}

test.each([
  ['data.ticket.priority = "high"', true],
  ['data.ticket.priority != "high"', false],
  ['data.ticket.priority in ("low", "high")', true],
  ['data.ticket.priority IN ("low")', false],
  ['data.ticket.estimate > 12 and data.ticket.estimate <= 12.5', true],
  ['data.ticket.estimate > "12"', false],
  ['created_at >= "2026-11-22"', true],
  ['event starts with "ticket." and event ends with "created"', true],
  [String.raw`data.ticket.title contains "\"A\""`, true],
  ['data.ticket.title contains "şerit"', false],
  ['data.ticket.assignee_id exists', false],
  ['data.ticket.assignee_id = null and data.ticket.nobody_knows = null', true],
  ['data.ticket.is_open = true', true],
  ['data.ticket.tags = "welding"', true],
  ['data.lines.sku = "B-2" and data.lines.quantity >= 10', true],
  ['data.lines.0.quantity >= 10', false],
  ['not data.ticket.priority = "high" or id = "evt_1"', true],
  ['not (data.ticket.priority = "high" or id = "evt_1")', false],
  ['data.ticket = "high"', false],
  ['data.ticket.constructor exists', false],
])('%s is %s', (filter, expected) => {
  expect(parseFilter(filter)(payload)).toBe(expected)
})

test.each([
  ['', 'field', 1],
  ['priority = "high"', 'root', 1],
  ['data.a == 1', 'value', 9],
  ['data.a', 'operator', 7],
  ['data.a = high', 'value', 10],
  ['data.a = "high', 'text', 10],
  [String.raw`data.a = "\q"`, 'text', 10],
  ['data.a in "x"', 'list', 11],
  ['data.a in ("x"', 'closing', 15],
  ['(data.a = 1', 'closing', 12],
  ['data.a = 1 data.b = 2', 'end', 12],
  ['data.a = 1 and', 'field', 15],
  ['data.a contains 5', 'value', 17],
  [`${'('.repeat(22)}data.a = 1`, 'depth', 22],
])('%s cannot be read: %s at character %i', (filter, problem, position) => {
  expect(() => parseFilter(filter)).toThrow(expect.objectContaining({ problem, position }))
})

/** A filter that holds exactly when `expected` does, for the fields a to c of a payload. */
interface Case {
  readonly filter: string
  readonly expected: (data: Readonly<Record<string, unknown>>) => boolean
}

const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
const name = fc.constantFrom('a', 'b', 'c')

const { filter: filters } = fc.letrec<{ filter: Case }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ name, value: scalar }).map(({ name, value }): Case => {
      // NB: JSON has no minus zero, a filter neither.
      const wanted = value === 0 ? 0 : value
      return { filter: `data.${name} = ${JSON.stringify(wanted)}`, expected: (data) => (data[name] ?? null) === wanted }
    }),
    tie('filter').map((one): Case => ({ filter: `not (${one.filter})`, expected: (data) => !one.expected(data) })),
    fc.tuple(tie('filter'), tie('filter')).map(
      ([one, other]): Case => ({
        filter: `(${one.filter}) and (${other.filter})`,
        expected: (data) => one.expected(data) && other.expected(data),
      }),
    ),
    fc.tuple(tie('filter'), tie('filter')).map(
      ([one, other]): Case => ({
        filter: `(${one.filter})\n OR (${other.filter})`,
        expected: (data) => one.expected(data) || other.expected(data),
      }),
    ),
  ),
}))

test('a filter means what it says, whatever it is built of', () => {
  fc.assert(
    fc.property(filters, fc.dictionary(name, scalar), (one, data) => {
      let depth = 0
      const deepest = Math.max(0, ...[...one.filter].map((sign) => (depth += sign === '(' ? 1 : sign === ')' ? -1 : 0)))
      fc.pre(deepest < 10)
      expect(parseFilter(one.filter)({ data })).toBe(one.expected(data))
    }),
  )
})

test('any text is read or refused with a place within it, and never fails otherwise', () => {
  const parts = fc.array(fc.constantFrom('data.a', '=', '"x', '"', '(', ')', 'and', 'not', 'in', ' ', '1', ',', 'exists', '\\', 'ş'))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        parts.map((all) => all.join(' ')),
      ),
      (text) => {
        try {
          parseFilter(text)({ data: {} })
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
          const { position } = error as FilterError
          expect(position).toBeGreaterThanOrEqual(1)
          expect(position).toBeLessThanOrEqual(text.length + 1)
        }
      },
    ),
  )
})
