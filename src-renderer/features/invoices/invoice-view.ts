import { IconFileInvoice } from '@tabler/icons-react'
import { type Invoice, invoiceType } from '../../../src-main/features/invoices/invoices.contract.ts'
import type { RecordView } from '../../ui/record-view.ts'
import { invoiceRecords } from './invoices.queries.ts'

export const invoiceView: RecordView<Invoice> = {
  type: invoiceType,
  queries: invoiceRecords,
  path: '/invoices',
  icon: IconFileInvoice,
  titleOf: (invoice) => invoice.customerName,
}
