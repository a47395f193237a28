import { customType } from 'drizzle-orm/sqlite-core'
import { fromThousandths, toThousandths } from '../../lib/quantity.ts'

/** A quantity with at most three decimals, kept as an integer count of thousandths: SQL's sums of it are exact. */
export const quantityColumn = customType<{ data: number; driverData: number }>({
  dataType: () => 'integer',
  toDriver: toThousandths,
  fromDriver: fromThousandths,
})
