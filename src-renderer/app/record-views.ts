import { IconAlertTriangle, IconEngine, IconFirstAidKit, IconPlayerPause, IconTool, IconUsers } from '@tabler/icons-react'
import { assetType } from '../../src-main/features/assets/assets.contract.ts'
import { customerType } from '../../src-main/features/customers/customers.contract.ts'
import { downtimeType } from '../../src-main/features/downtimes/downtimes.contract.ts'
import { incidentType } from '../../src-main/features/incidents/incidents.contract.ts'
import { nearMissType } from '../../src-main/features/near-misses/near-misses.contract.ts'
import { workOrderType } from '../../src-main/features/work-orders/work-orders.contract.ts'
import { invoiceView } from '../features/invoices/invoice-view.ts'
import { anyJobView } from '../features/jobs/job-view.ts'
import { generatedView } from '../ui/generated-view.ts'
import { type AnyRecordView, viewOfAny } from '../ui/record-view.ts'

const customerView = generatedView(customerType, {
  icon: IconUsers,
  columns: ['name', 'city', 'taxNumber', 'currency', 'updatedAt'],
  parts: ['jobs'],
})

/** Types whose pages are made from their declaration, one line each; their texts stand in resources/locales/<language>/<plural>.json. */
const declaredViews: readonly AnyRecordView[] = [
  generatedView(assetType, { icon: IconEngine, parts: ['work_orders', 'downtimes'] }),
  generatedView(workOrderType, {
    icon: IconTool,
    columns: ['title', 'assetId', 'priority', 'status', 'scheduledFor', 'assigneeId', 'updatedAt'],
  }),
  generatedView(downtimeType, {
    icon: IconPlayerPause,
    columns: ['assetId', 'reason', 'category', 'status', 'startedAt', 'durationSeconds'],
  }),
  generatedView(incidentType, { icon: IconFirstAidKit, columns: ['title', 'kind', 'severity', 'status', 'assetId', 'occurredAt'] }),
  generatedView(nearMissType, {
    icon: IconAlertTriangle,
    columns: ['title', 'hazard', 'potentialSeverity', 'status', 'assetId', 'occurredAt'],
  }),
]

/** Every record type that the window shows, in the order of the navigation. */
export const recordViews: readonly AnyRecordView[] = [anyJobView, customerView, viewOfAny(invoiceView), ...declaredViews]

/** Of which the list, the panel and the form are made from the declaration. */
export const generatedViews: readonly AnyRecordView[] = [customerView, ...declaredViews]
