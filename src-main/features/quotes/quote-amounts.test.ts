import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invoiceTotals, lineAmount } from '../../contract/money.ts'
import { jobLines, quoteTotals } from './quote-amounts.ts'

const line = fc.record({
  description: fc.constant('x'),
  quantity: fc.integer({ min: 1, max: 5_000_000 }).map((thousandths) => thousandths / 1_000),
  unit: fc.constant('ad'),
  unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
  taxRate: fc.constantFrom(0, 1, 10, 11, 20),
})

const quote = fc.record({
  quoteKey: fc.constant('QUO-1'),
  lines: fc.array(line, { maxLength: 12 }),
  discountPercent: fc.option(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)),
  discountAmount: fc.constant(null),
})

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

test('the totals of a quote add up, whatever its lines and discount', () => {
  fc.assert(
    fc.property(quote, (given) => {
      const totals = quoteTotals(given)
      expect(totals.subtotal).toBe(sum(given.lines.map(lineAmount)))
      expect(totals.net).toBe(totals.subtotal - totals.discount)
      expect(sum(totals.vatByRate.map(({ base }) => base))).toBe(totals.net)
      expect(totals.total).toBe(totals.net + sum(totals.vatByRate.map(({ vat }) => vat)))
      expect(Object.values(totals).filter((value) => typeof value === 'number')).toSatisfy((all: number[]) =>
        all.every(Number.isSafeInteger),
      )
    }),
  )
})

test('the lines of its job come to the same totals without a discount', () => {
  fc.assert(
    fc.property(quote, (given) => {
      const { net, vatByRate, vatTotal, total } = quoteTotals(given)
      expect(invoiceTotals({ lines: jobLines(given, 'tr') })).toMatchObject({ net, vatByRate, vatTotal, total })
    }),
  )
})
