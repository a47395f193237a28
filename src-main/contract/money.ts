/**
 * Invoice arithmetic in integers. Money is in minor units (kuruş, cent), tax rates and discounts are in percent with at most
 * 2 decimals, quantities have at most 3. The rounding rule, half away from zero wherever it says "rounded":
 *
 * 1. A line: quantity x unit price, rounded; minus its own discount, which is a percentage of that, rounded.
 * 2. Subtotal: the sum of the lines. The document's discount is an amount, or a percentage of the subtotal, rounded.
 * 3. The document's discount is shared out over the lines in proportion to their amounts by largest remainder, so that the parts add
 *    up to it exactly. Equal remainders go to the larger amount, then the higher tax rate: the order of the lines changes no total.
 * 4. VAT: once a rate, on the sum of that rate's discounted lines, rounded. Lines carry no VAT of their own.
 *
 * Everything throws `RangeError` on too many decimals, on a discount out of bounds, and where a result would not be exact.
 */
export interface MoneyLine {
  readonly quantity: number
  /** Minor units; negative for a deduction. */
  readonly unitPrice: number
  readonly taxRate: number
  /** 0 to 100. */
  readonly discountPercent?: number | undefined
}

/** A discount on the whole document: 0 to 100 percent, or minor units from 0 to the subtotal. */
export type Discount = { readonly percent: number } | { readonly amount: number }

export interface VatOfRate {
  readonly rate: number
  readonly base: number
  readonly vat: number
}

/** All in minor units: `net` = subtotal - discount, `total` = net + vatTotal; the highest rate comes first. */
export interface InvoiceTotals {
  readonly subtotal: number
  /** What is taken off, so positive. */
  readonly discount: number
  readonly net: number
  readonly vatByRate: readonly VatOfRate[]
  readonly vatTotal: number
  readonly total: number
}

export interface InvoiceAmounts {
  readonly lines: readonly MoneyLine[]
  readonly discount?: Discount | undefined
}

const quantityScale = 1000n
const percentScale = 100n
const hundredPercent = 100n * percentScale

/** What a line costs after its own discount, before VAT and the document's discount. */
export const lineAmount = (line: MoneyLine): number => toNumber(exactLineAmount(line))

/** Each line's part of the document's discount, in the order of the lines. The parts add up to `invoiceTotals(...).discount`. */
export function discountShares({ lines, discount }: InvoiceAmounts): number[] {
  const amounts = lines.map(exactLineAmount)
  return shareOut(exactDiscount(sum(amounts), discount), lines, amounts).map(toNumber)
}

/** The totals of a document, by the rule at the head of this file. No lines give zeros. */
export function invoiceTotals({ lines, discount }: InvoiceAmounts): InvoiceTotals {
  const amounts = lines.map(exactLineAmount)
  const subtotal = sum(amounts)
  const off = exactDiscount(subtotal, discount)
  const shares = shareOut(off, lines, amounts)
  const vatByRate = [...basesByRate(lines, amounts, shares)]
    .sort(([first], [second]) => second - first)
    .map(([rate, base]) => ({ rate, base, vat: divideRounded(base * scaled(rate, percentScale, 'tax rate'), hundredPercent) }))
  const vatTotal = sum(vatByRate.map(({ vat }) => vat))
  return {
    subtotal: toNumber(subtotal),
    discount: toNumber(off),
    net: toNumber(subtotal - off),
    vatByRate: vatByRate.map(({ rate, base, vat }) => ({ rate, base: toNumber(base), vat: toNumber(vat) })),
    vatTotal: toNumber(vatTotal),
    total: toNumber(subtotal - off + vatTotal),
  }
}

function exactLineAmount({ quantity, unitPrice, discountPercent = 0 }: MoneyLine): bigint {
  const gross = divideRounded(scaled(quantity, quantityScale, 'quantity') * scaled(unitPrice, 1n, 'unit price'), quantityScale)
  return gross - divideRounded(gross * percentage(discountPercent), hundredPercent)
}

function exactDiscount(subtotal: bigint, discount: Discount | undefined): bigint {
  if (discount === undefined) return 0n
  if ('percent' in discount) return divideRounded(subtotal * percentage(discount.percent), hundredPercent)
  const amount = scaled(discount.amount, 1n, 'discount')
  if (amount < 0n || (amount > 0n && amount > subtotal)) throw new RangeError('The discount must be between 0 and the subtotal.')
  return amount
}

/** Largest remainder: every line gets its exact share rounded down, then one unit each goes to those that lost most. */
function shareOut(off: bigint, lines: readonly MoneyLine[], amounts: readonly bigint[]): bigint[] {
  if (off === 0n) return amounts.map(() => 0n)
  const whole = sum(amounts)
  const parts = amounts.map((amount, index) => {
    const down = divideDown(off * amount, whole)
    return { index, amount, taxRate: lines[index]?.taxRate ?? 0, down, lost: (off * amount - down * whole) * (whole < 0n ? -1n : 1n) }
  })
  const left = Number(off - sum(parts.map(({ down }) => down)))
  const shares = parts.map(({ down }) => down)
  const byLoss = parts.sort((a, b) => compare(b.lost, a.lost) || compare(b.amount, a.amount) || b.taxRate - a.taxRate || a.index - b.index)
  for (const { index, down } of byLoss.slice(0, left)) shares[index] = down + 1n
  return shares
}

function basesByRate(lines: readonly MoneyLine[], amounts: readonly bigint[], shares: readonly bigint[]): Map<number, bigint> {
  const bases = new Map<number, bigint>()
  for (const [index, { taxRate }] of lines.entries()) {
    const net = (amounts[index] ?? 0n) - (shares[index] ?? 0n)
    bases.set(taxRate, (bases.get(taxRate) ?? 0n) + net)
  }
  return bases
}

function percentage(percent: number): bigint {
  const hundredths = scaled(percent, percentScale, 'discount')
  if (hundredths < 0n || hundredths > hundredPercent) throw new RangeError('A discount must be between 0 and 100 percent.')
  return hundredths
}

/**
 * The decimal number as an integer count of 1/scale. Exact, because 1.005 * 1000 is 1004.999... but dividing the rounded 1005 by 1000 gives the
 * very double that was written 1.005, and no other decimal of so few places does.
 */
function scaled(value: number, scale: bigint, what: string): bigint {
  const units = Math.round(value * Number(scale))
  if (!Number.isSafeInteger(units)) throw new RangeError(`The ${what} ${value} is too large.`)
  if (units / Number(scale) !== value) throw new RangeError(`The ${what} ${value} has too many decimals.`)
  return BigInt(units)
}

function toNumber(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`The amount ${value} is too large.`)
  return number
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n // NB: exact, every divisor here is even and positive
  return (dividend < 0n ? dividend - half : dividend + half) / divisor
}

function divideDown(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return quotient * divisor !== dividend && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
