import {
  IconAddressBook,
  IconAlertTriangle,
  IconArrowsExchange,
  IconBuildingWarehouse,
  IconCalendarEvent,
  IconCoins,
  IconEngine,
  IconFileDescription,
  IconFirstAidKit,
  IconPackageExport,
  IconPackages,
  IconPlayerPause,
  IconRepeat,
  IconTargetArrow,
  IconTicket,
  IconTool,
  IconUsers,
} from '@tabler/icons-react'
import { assetType } from '../../src-main/features/assets/assets.contract.ts'
import { contactType } from '../../src-main/features/contacts/contacts.contract.ts'
import { creditType } from '../../src-main/features/credits/credits.contract.ts'
import { customerType } from '../../src-main/features/customers/customers.contract.ts'
import { dealType } from '../../src-main/features/deals/deals.contract.ts'
import { downtimeType } from '../../src-main/features/downtimes/downtimes.contract.ts'
import { incidentType } from '../../src-main/features/incidents/incidents.contract.ts'
import { inventoryItemType } from '../../src-main/features/inventory-items/inventory-items.contract.ts'
import { meetingType } from '../../src-main/features/meetings/meetings.contract.ts'
import { nearMissType } from '../../src-main/features/near-misses/near-misses.contract.ts'
import { productionOrderType } from '../../src-main/features/production-orders/production-orders.contract.ts'
import { productionOutputType } from '../../src-main/features/production-outputs/production-outputs.contract.ts'
import { quoteType } from '../../src-main/features/quotes/quotes.contract.ts'
import { stockMovementType } from '../../src-main/features/stock-movements/stock-movements.contract.ts'
import { subscriptionType } from '../../src-main/features/subscriptions/subscriptions.contract.ts'
import { ticketType } from '../../src-main/features/tickets/tickets.contract.ts'
import { workOrderType } from '../../src-main/features/work-orders/work-orders.contract.ts'
import { CreditsOverview } from '../features/credits/credits-overview.tsx'
import { invoiceView } from '../features/invoices/invoice-view.ts'
import { anyJobView } from '../features/jobs/job-view.ts'
import { QuoteJob } from '../features/quotes/quote-job.tsx'
import { TicketComments } from '../features/tickets/ticket-comments.tsx'
import { generatedView } from '../ui/generated-view.ts'
import { type AnyRecordView, viewOfAny } from '../ui/record-view.ts'

const customerView = generatedView(customerType, {
  icon: IconUsers,
  columns: ['name', 'city', 'taxNumber', 'currency', 'updatedAt'],
  parts: ['jobs', 'contacts'],
})

const ticketView = generatedView(ticketType, {
  icon: IconTicket,
  columns: ['title', 'type', 'priority', 'status', 'assigneeId', 'dueDate', 'updatedAt'],
  Part: TicketComments,
})

/**
 * Types whose pages are made from their declaration, one line each; their texts stand in resources/locales/<language>/<plural>.json.
 * `columns` where the declaration's own choice is not the best, `parts` for what belongs to a record.
 */
const declaredViews: readonly AnyRecordView[] = [
  generatedView(productionOrderType, {
    icon: IconBuildingWarehouse,
    columns: ['product', 'status', 'plannedQuantity', 'producedQuantity', 'assetId', 'plannedEnd'],
    parts: ['production_outputs'],
  }),
  generatedView(productionOutputType, {
    icon: IconPackageExport,
    columns: ['productionOrderId', 'goodQuantity', 'scrapQuantity', 'operator', 'shift', 'recordedAt'],
  }),
  generatedView(assetType, { icon: IconEngine, parts: ['work_orders', 'downtimes'] }),
  generatedView(workOrderType, {
    icon: IconTool,
    columns: ['title', 'assetId', 'priority', 'status', 'scheduledFor', 'assigneeId', 'updatedAt'],
  }),
  generatedView(downtimeType, {
    icon: IconPlayerPause,
    columns: ['assetId', 'reason', 'category', 'status', 'startedAt', 'durationSeconds'],
  }),
  generatedView(incidentType, {
    icon: IconFirstAidKit,
    columns: ['title', 'kind', 'severity', 'status', 'assetId', 'occurredAt'],
  }),
  generatedView(nearMissType, {
    icon: IconAlertTriangle,
    columns: ['title', 'hazard', 'potentialSeverity', 'status', 'assetId', 'occurredAt'],
  }),
  generatedView(contactType, {
    icon: IconAddressBook,
    columns: ['name', 'customerId', 'jobTitle', 'email', 'phone', 'updatedAt'],
    parts: ['meetings'],
  }),
  generatedView(dealType, {
    icon: IconTargetArrow,
    columns: ['title', 'customerId', 'status', 'value', 'probability', 'expectedCloseDate', 'updatedAt'],
    parts: ['quotes', 'meetings'],
  }),
  generatedView(quoteType, {
    Actions: QuoteJob,
    icon: IconFileDescription,
    columns: ['title', 'customerId', 'status', 'total', 'validUntil', 'updatedAt'],
  }),
  generatedView(meetingType, {
    icon: IconCalendarEvent,
    columns: ['title', 'customerId', 'status', 'startsAt', 'location', 'updatedAt'],
  }),
  generatedView(subscriptionType, {
    icon: IconRepeat,
    columns: ['planName', 'customerId', 'price', 'period', 'status', 'currentPeriodEnd', 'autoRenew'],
  }),
  generatedView(inventoryItemType, {
    icon: IconPackages,
    columns: ['name', 'sku', 'quantityOnHand', 'isBelowMinimum', 'location', 'updatedAt'],
    parts: ['stock_movements'],
  }),
  generatedView(stockMovementType, {
    icon: IconArrowsExchange,
    columns: ['inventoryItemId', 'kind', 'quantityChange', 'quantityAfter', 'reference', 'createdAt'],
  }),
  generatedView(creditType, {
    icon: IconCoins,
    columns: ['kind', 'amount', 'balanceAfter', 'description', 'invoiceId', 'createdAt'],
    Overview: CreditsOverview,
  }),
]

/** Every record type that the window shows, in the order of the navigation. */
export const recordViews: readonly AnyRecordView[] = [anyJobView, customerView, ticketView, viewOfAny(invoiceView), ...declaredViews]

/** Of which the list, the panel and the form are made from the declaration. */
export const generatedViews: readonly AnyRecordView[] = [customerView, ticketView, ...declaredViews]
