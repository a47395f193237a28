import type { Line } from '../../src-main/contract/fields.ts'
import { lineAmount } from '../../src-main/contract/money.ts'

/** A line as somebody types it: numbers may be empty or half written. `key` keeps a row's identity while it moves. */
export interface LineDraft {
  readonly key: number
  readonly description: string
  readonly quantity: number | string
  readonly unit: string
  /** In whole units of the currency, `650.5`. */
  readonly unitPrice: number | string
  readonly taxRate: number | string
}

/** Minor units in one whole unit of a currency. */
export const minorUnits = 100

const nextKey = (lines: readonly LineDraft[]): number => lines.reduce((most, line) => Math.max(most, line.key), 0) + 1

/** A new line takes unit and tax rate from the one before it: most jobs have one of each. */
export function emptyLine(lines: readonly LineDraft[], defaults: { readonly unit: string; readonly taxRate: number }): LineDraft {
  const last = lines.at(-1)
  return {
    key: nextKey(lines),
    description: '',
    quantity: 1,
    unit: last?.unit ?? defaults.unit,
    unitPrice: '',
    taxRate: last?.taxRate ?? defaults.taxRate,
  }
}

export const draftsOf = (lines: readonly Line[]): readonly LineDraft[] =>
  lines.map((line, index) => ({ ...line, key: index + 1, unitPrice: line.unitPrice / minorUnits }))

/** NaN where nothing usable is written, which the contract refuses. */
const typedNumber = (value: number | string): number => (value === '' ? Number.NaN : Number(value))

// Exact: the field takes two decimals at most, and the nearest integer is the one that was meant.
const toMinorUnits = (value: number | string): number => Math.round(typedNumber(value) * minorUnits)

export const lineOf = ({ description, quantity, unit, unitPrice, taxRate }: LineDraft): Line => ({
  description: description.trim(),
  quantity: typedNumber(quantity),
  unit: unit.trim(),
  unitPrice: toMinorUnits(unitPrice),
  taxRate: typedNumber(taxRate),
})

/** What a line comes to in minor units by the API's own rule; undefined while it is not complete. */
export function draftAmount(line: LineDraft): number | undefined {
  const { quantity, unitPrice, taxRate } = lineOf(line)
  if (Number.isNaN(quantity) || Number.isNaN(unitPrice)) return undefined
  try {
    return lineAmount({ quantity, unitPrice, taxRate: Number.isNaN(taxRate) ? 0 : taxRate })
  } catch {
    return undefined // more digits than can be counted exactly; the field says so
  }
}

export const draftsNet = (lines: readonly LineDraft[]): number => lines.reduce((sum, line) => sum + (draftAmount(line) ?? 0), 0)

/** Moves one item; the same list where it cannot go further. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return items
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
