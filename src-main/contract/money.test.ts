import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Discount, discountShares, invoiceTotals, lineAmount, type MoneyLine } from './money.ts'

/** An exact rational, so that the oracle shares nothing with the code but the rule. */
type Rational = readonly [numerator: bigint, denominator: bigint]

function decimal(value: number): Rational {
  const [whole = '0', fraction = ''] = value.toFixed(3).split('.')
  return [BigInt(whole + fraction), 1000n]
}
const times = (a: Rational, b: Rational): Rational => [a[0] * b[0], a[1] * b[1]]
function halfAwayFromZero([numerator, denominator]: Rational): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const whole = size / denominator
  const rounded = 2n * (size % denominator) >= denominator ? whole + 1n : whole
  return numerator < 0n ? -rounded : rounded
}
const percentOf = (amount: bigint, percent: number): bigint => halfAwayFromZero(times(times([amount, 1n], decimal(percent)), [1n, 100n]))
function oracleAmount({ quantity, unitPrice, discountPercent }: MoneyLine): bigint {
  const gross = halfAwayFromZero(times(decimal(quantity), [BigInt(unitPrice), 1n]))
  return gross - percentOf(gross, discountPercent ?? 0)
}
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)
const line = fc.record(
  {
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 9_999_999 }).map((thousandths) => thousandths / 1000),
    ),
    unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
    taxRate: fc.constantFrom(20, 10, 8.5, 1, 0),
    discountPercent: percent,
  },
  { requiredKeys: ['quantity', 'unitPrice', 'taxRate'] },
)
const lines = fc.array(line, { minLength: 1, maxLength: 30 })
const document = lines.chain((chosen) =>
  fc.record({
    lines: fc.constant(chosen),
    discount: fc.option(
      fc.oneof(
        percent.map((value): Discount => ({ percent: value })),
        fc
          .integer({ min: 0, max: Math.min(total(chosen.map(lineAmount)), Number.MAX_SAFE_INTEGER) })
          .map((amount): Discount => ({ amount })),
      ),
      { nil: undefined },
    ),
  }),
)

describe('a line', () => {
  it.each([
    [{ quantity: 36, unitPrice: 65_000, taxRate: 20 }, 2_340_000],
    [{ quantity: 1.005, unitPrice: 100, taxRate: 20 }, 101],
    [{ quantity: 0.005, unitPrice: 100, taxRate: 20 }, 1],
    [{ quantity: 0.004, unitPrice: 100, taxRate: 20 }, 0],
    [{ quantity: 0.5, unitPrice: -101, taxRate: 20 }, -51],
    [{ quantity: 3, unitPrice: 333, taxRate: 20, discountPercent: 12.5 }, 874],
    [{ quantity: 1, unitPrice: 5, taxRate: 20, discountPercent: 100 }, 0],
  ])('%o costs %i', (given, expected) => {
    expect(lineAmount(given)).toBe(expected)
  })

  it('is exact for any quantity of three decimals', () => {
    fc.assert(
      fc.property(line, (given) => {
        expect(BigInt(lineAmount(given))).toBe(oracleAmount(given))
      }),
    )
  })

  it('is exact where the product of quantity and price is beyond 2^53', () => {
    expect(lineAmount({ quantity: 999_999.999, unitPrice: 9_007_199_254, taxRate: 20 })).toBe(9_007_199_244_992_801)
  })

  it.each([
    [{ quantity: 1.0005, unitPrice: 1, taxRate: 20 }, /quantity 1.0005 has too many decimals/],
    [{ quantity: 1, unitPrice: 0.5, taxRate: 20 }, /unit price 0.5 has too many decimals/],
    [{ quantity: Number.NaN, unitPrice: 1, taxRate: 20 }, /quantity NaN is too large/],
    [{ quantity: 1e9, unitPrice: 1e12, taxRate: 20 }, /amount .* is too large/],
    [{ quantity: 1, unitPrice: 1, taxRate: 20, discountPercent: 100.01 }, /between 0 and 100/],
    [{ quantity: 1, unitPrice: 1, taxRate: 20, discountPercent: 0.001 }, /too many decimals/],
  ])('%o is refused', (given, reason) => {
    expect(() => lineAmount(given)).toThrow(reason)
  })
})

describe('the totals', () => {
  it('are those of an invoice worked out by hand', () => {
    const given = [
      { quantity: 36, unitPrice: 65_000, taxRate: 20 },
      { quantity: 420, unitPrice: 3_850, taxRate: 20 },
      { quantity: 3, unitPrice: 145_000, taxRate: 20 },
      { quantity: 1, unitPrice: 120_000, taxRate: 10 },
    ]
    expect(invoiceTotals({ lines: given, discount: { percent: 2 } })).toEqual({
      subtotal: 4_512_000,
      discount: 90_240,
      net: 4_421_760,
      vatByRate: [
        { rate: 20, base: 4_304_160, vat: 860_832 },
        { rate: 10, base: 117_600, vat: 11_760 },
      ],
      vatTotal: 872_592,
      total: 5_294_352,
    })
  })

  it('round VAT once a rate, not once a line', () => {
    const penny = { quantity: 1, unitPrice: 2, taxRate: 20 }
    expect(invoiceTotals({ lines: [penny, penny, penny] }).vatTotal).toBe(1)
  })

  it('are zeros without lines', () => {
    expect(invoiceTotals({ lines: [] })).toEqual({ subtotal: 0, discount: 0, net: 0, vatByRate: [], vatTotal: 0, total: 0 })
  })

  it('agree with exact rational arithmetic', () => {
    fc.assert(
      fc.property(document, (given) => {
        const totals = invoiceTotals(given)
        const amounts = given.lines.map(oracleAmount)
        const subtotal = amounts.reduce((sum, amount) => sum + amount, 0n)
        const { discount } = given
        const off = discount === undefined ? 0n : 'percent' in discount ? percentOf(subtotal, discount.percent) : BigInt(discount.amount)
        expect([totals.subtotal, totals.discount, totals.net].map(BigInt)).toEqual([subtotal, off, subtotal - off])
        for (const { rate, base, vat } of totals.vatByRate) expect(BigInt(vat)).toBe(percentOf(BigInt(base), rate))
      }),
    )
  })

  it('add up exactly', () => {
    fc.assert(
      fc.property(document, (given) => {
        const totals = invoiceTotals(given)
        expect(total(totals.vatByRate.map(({ base }) => base))).toBe(totals.net)
        expect(total(totals.vatByRate.map(({ vat }) => vat))).toBe(totals.vatTotal)
        expect(totals.net + totals.vatTotal).toBe(totals.total)
        expect(Object.values({ ...totals, vatByRate: 0 }).every(Number.isSafeInteger)).toBe(true)
      }),
    )
  })

  it('do not depend on the order of the lines', () => {
    const shuffled = document.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.lines], { minLength: given.lines.length })),
    )
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(invoiceTotals({ ...given, lines: other })).toEqual(invoiceTotals(given))
      }),
    )
  })

  it('do not depend on the order where equal lines of different rates compete for the last unit', () => {
    const [first, second] = [
      { quantity: 1, unitPrice: 5, taxRate: 20 },
      { quantity: 1, unitPrice: 5, taxRate: 10 },
    ]
    expect(invoiceTotals({ lines: [first, second], discount: { amount: 1 } })).toEqual(
      invoiceTotals({ lines: [second, first], discount: { amount: 1 } }),
    )
  })

  it('are the same each time, and leave what they were given alone', () => {
    fc.assert(
      fc.property(document, (given) => {
        const before = structuredClone(given)
        expect(invoiceTotals(given)).toEqual(invoiceTotals(given))
        expect(given).toEqual(before)
      }),
    )
  })
})

describe('the shares of a discount', () => {
  it('add up to it, each within one unit of its exact share', () => {
    fc.assert(
      fc.property(document, (given) => {
        const { subtotal, discount } = invoiceTotals(given)
        const shares = discountShares(given)
        expect(total(shares)).toBe(discount)
        for (const [index, share] of shares.entries()) {
          const apart = BigInt(share) * BigInt(subtotal) - BigInt(discount) * BigInt(lineAmount(given.lines[index] as MoneyLine)) // same length
          expect(apart > -BigInt(subtotal) && apart < BigInt(subtotal)).toBe(subtotal !== 0)
        }
      }),
    )
  })

  it('add up with deductions among the lines', () => {
    const given = { lines: [7, -3, 5].map((unitPrice) => ({ quantity: 1, unitPrice, taxRate: 20 })), discount: { percent: 33 } }
    expect(total(discountShares(given))).toBe(invoiceTotals(given).discount)
    const credit = { lines: [-7, 3, -50].map((unitPrice) => ({ quantity: 1, unitPrice, taxRate: 20 })), discount: { percent: 33 } }
    expect(total(discountShares(credit))).toBe(invoiceTotals(credit).discount)
    expect(invoiceTotals(credit).discount).toBe(-18)
  })

  it.each([{ amount: -1 }, { amount: 101 }, { amount: 0.5 }, { percent: -1 }, { percent: 101 }])('%o of 100 is refused', (discount) => {
    expect(() => invoiceTotals({ lines: [{ quantity: 1, unitPrice: 100, taxRate: 20 }], discount })).toThrow(RangeError)
  })
})
