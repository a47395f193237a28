import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { Code } from '../../ui/values.tsx'

/** What an invoice waits for or failed by, over everything else that it says. */
export function InvoiceFate({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  if (invoice.status === 'queued') {
    return (
      <div className="invoice-fate" data-tone="waiting" role="status">
        <IconClock size={18} stroke={1.8} aria-hidden />
        <div>{t('fate.queued')}</div>
      </div>
    )
  }
  if (invoice.failure === null) return null
  return (
    <div className="invoice-fate" data-tone="failed" role="status">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <div>
        <strong>{t(`failure.${invoice.failure.code}`, { defaultValue: invoice.failure.message })}</strong>
        <p>
          {t('fate.failed')} <Code>{invoice.failure.code}</Code>
        </p>
      </div>
    </div>
  )
}
