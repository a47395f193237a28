import { assetType, transitionAsset } from '../features/assets/assets.contract.ts'
import { assets } from '../features/assets/assets.table.ts'
import { customerType } from '../features/customers/customers.contract.ts'
import { invoiceType } from '../features/invoices/invoices.contract.ts'
import { jobType } from '../features/jobs/jobs.contract.ts'
import type { DeclaredRecords } from '../records/declared-records.ts'

/** Types that need nothing beside their declaration and, some of them, a few rules. */
export const declaredRecords: readonly DeclaredRecords[] = [{ type: assetType, table: assets, transition: transitionAsset }]

/** Every record type: its events, its search and what refers to what follow from here. */
export const recordTypes = [customerType, jobType, invoiceType, ...declaredRecords.map(({ type }) => type)]
