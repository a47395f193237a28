import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'

const tones: Readonly<Record<Invoice['status'], Tone>> = {
  issued: 'done',
  queued: 'waiting',
  sent: 'done',
  failed: 'failed',
  paid: 'done',
  canceled: 'off',
}

export function InvoiceStatus({ status }: { readonly status: Invoice['status'] }) {
  const { t } = useTranslation('invoices')
  return <StatusBadge tone={tones[status]} label={t(`status.${status}`)} />
}
