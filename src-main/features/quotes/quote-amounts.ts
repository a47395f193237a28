import type { Line, Locale } from '../../contract/fields.ts'
import { type Discount, discountShares, type InvoiceTotals, invoiceTotals, lineAmount } from '../../contract/money.ts'
import { invalidField } from '../../lib/app-error.ts'
import type { Quote } from './quotes.contract.ts'

type Priced = Pick<Quote, 'discountPercent' | 'discountAmount'> & { readonly lines: readonly Line[] }

/**
 * The totals of a quote by the rounding rule of `contract/money.ts`. Pure.
 * @throws AppError `invalid_request` naming the field: a discount out of bounds, amounts beyond exact counting.
 */
export function quoteTotals(quote: Priced): InvoiceTotals {
  const discount = discountOf(quote)
  for (const [index, line] of quote.lines.entries()) within(`lines.${index}`, () => lineAmount(line))
  const field = quote.discountAmount !== null ? 'discount_amount' : 'lines'
  return within(field, () => invoiceTotals({ lines: quote.lines, discount }))
}

/**
 * The lines of the job that a quote becomes. A job has no discount of its own: it follows as one deduction a tax rate, so that the job's net amount,
 * and the total of an invoice for it, are those of the quote.
 */
export function jobLines(quote: Priced & Pick<Quote, 'quoteKey'>, locale: Locale): Line[] {
  const shares = discountShares({ lines: quote.lines, discount: discountOf(quote) })
  const byRate = new Map<number, number>()
  for (const [index, { taxRate }] of quote.lines.entries()) byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + (shares[index] ?? 0))
  const { discount, unit } = deductionWords[locale]
  const deductions = [...byRate]
    .filter(([, share]) => share !== 0)
    .map(([taxRate, share]) => ({ description: `${discount}, ${quote.quoteKey}`, quantity: 1, unit, unitPrice: -share, taxRate }))
  return [...quote.lines, ...deductions]
}

/** In the language in which the company prints its documents. */
const deductionWords: Readonly<Record<Locale, { readonly discount: string; readonly unit: string }>> = {
  tr: { discount: 'İskonto', unit: 'ad' },
  en: { discount: 'Discount', unit: 'pcs' },
  id: { discount: 'Diskon', unit: 'bh' },
}

function discountOf({ discountPercent, discountAmount }: Priced): Discount | undefined {
  if (discountAmount !== null && discountPercent !== null)
    throw invalidField('discount_amount', 'give a percentage or an amount, not both', 'Send null for one of them.')
  if (discountAmount !== null) return { amount: discountAmount }
  return discountPercent === null ? undefined : { percent: discountPercent }
}

function within<Result>(field: string, compute: () => Result): Result {
  try {
    return compute()
  } catch (error) {
    if (error instanceof RangeError) throw invalidField(field, error.message)
    throw error
  }
}
