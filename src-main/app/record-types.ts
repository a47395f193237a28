import { assetRecords } from '../features/assets/assets.records.ts'
import { customerType } from '../features/customers/customers.contract.ts'
import { invoiceType } from '../features/invoices/invoices.contract.ts'
import { jobType } from '../features/jobs/jobs.contract.ts'
import { nearMissRecords } from '../features/near-misses/near-misses.records.ts'
import type { DeclaredRecords, DeclaredType } from '../records/declared-records.ts'

/** Types that need nothing beside their declaration, their table and, some of them, a few rules. */
export const declaredRecords: readonly DeclaredRecords[] = [assetRecords, nearMissRecords]

/** Every record type: its events, its search and what refers to what follow from here. */
export const recordTypes: readonly DeclaredType[] = [customerType, jobType, invoiceType, ...declaredRecords.map(({ type }) => type)]
