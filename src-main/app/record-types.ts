import { assetRecords } from '../features/assets/assets.records.ts'
import { contactRecords } from '../features/contacts/contacts.records.ts'
import { creditType } from '../features/credits/credits.contract.ts'
import { customerType } from '../features/customers/customers.contract.ts'
import { dealRecords } from '../features/deals/deals.records.ts'
import { downtimeRecords } from '../features/downtimes/downtimes.records.ts'
import { incidentRecords } from '../features/incidents/incidents.records.ts'
import { inventoryItemType } from '../features/inventory-items/inventory-items.contract.ts'
import { invoiceType } from '../features/invoices/invoices.contract.ts'
import { jobType } from '../features/jobs/jobs.contract.ts'
import { meetingRecords } from '../features/meetings/meetings.records.ts'
import { nearMissRecords } from '../features/near-misses/near-misses.records.ts'
import { productionOrderRecords } from '../features/production-orders/production-orders.records.ts'
import { productionOutputRecords } from '../features/production-outputs/production-outputs.records.ts'
import { quoteType } from '../features/quotes/quotes.contract.ts'
import { stockMovementType } from '../features/stock-movements/stock-movements.contract.ts'
import { subscriptionRecords } from '../features/subscriptions/subscriptions.records.ts'
import { ticketRecords } from '../features/tickets/tickets.records.ts'
import { workOrderRecords } from '../features/work-orders/work-orders.records.ts'
import type { DeclaredRecords, DeclaredType } from '../records/declared-records.ts'

/** Types that need nothing beside their declaration, their table and, some of them, a few rules. */
export const declaredRecords: readonly DeclaredRecords[] = [
  contactRecords,
  dealRecords,
  meetingRecords,
  assetRecords,
  ticketRecords,
  productionOrderRecords,
  productionOutputRecords,
  workOrderRecords,
  downtimeRecords,
  incidentRecords,
  nearMissRecords,
  subscriptionRecords,
]

/** Every record type: its events, its search and what refers to what follow from here. */
export const recordTypes: readonly DeclaredType[] = [
  customerType,
  jobType,
  invoiceType,
  creditType,
  quoteType,
  inventoryItemType,
  stockMovementType,
  ...declaredRecords.map(({ type }) => type),
]
