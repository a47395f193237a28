/**
 * Quantities have at most three decimals. They add up as integer counts of thousandths, because 0.1 + 0.2 is not 0.3; dividing such a count by
 * 1000 gives the very double that the decimal was written as.
 */
export const toThousandths = (quantity: number): number => Math.round(quantity * 1000)

export const fromThousandths = (thousandths: number): number => thousandths / 1000

/** Exact, as long as the sum stays within 9e12. */
export const addQuantities = (first: number, second: number): number => fromThousandths(toThousandths(first) + toThousandths(second))
