import { Button } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { CalendarDay } from '../../ui/calendar-day.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { PdfViewer } from '../../ui/pdf-viewer.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { CancelInvoiceDialog } from './cancel-invoice-dialog.tsx'
import { DocumentActions } from './document-actions.tsx'
import { InvoiceAmounts } from './invoice-amounts.tsx'
import { InvoiceHistory } from './invoice-history.tsx'
import { InvoiceStatus } from './invoice-status.tsx'
import './invoices.css'
import { invoicePdfQuery, invoiceRecords } from './invoices.queries.ts'

/** One issued invoice: what it says, what it came from, and the paper. */
export function InvoicePage() {
  const { t } = useTranslation('invoices')
  const { t: tUi } = useTranslation('ui')
  const api = useApi()
  const { invoiceId } = useParams({ from: '/shell/invoices/$invoiceId' })
  const invoice = useQuery(invoiceRecords.one(api, invoiceId))
  const pdf = useQuery(invoicePdfQuery(api, invoiceId))
  if (invoice.data === undefined && invoice.error !== null) {
    return (
      <Page>
        <PageHeader breadcrumbs={[{ label: t('list.title'), to: '/invoices' }]} title={invoiceId} />
        <ErrorState error={invoice.error} onRetry={() => void invoice.refetch()} />
      </Page>
    )
  }
  return (
    <Page fill>
      <InvoiceHeader invoice={invoice.data} fallback={invoiceId} bytes={pdf.data} />
      <div className="invoice-work">
        {invoice.data === undefined ? <SkeletonLines count={8} /> : <Facts invoice={invoice.data} />}
        <PdfViewer
          bytes={pdf.data}
          label={t('numbered', { number: invoice.data?.invoiceKey ?? invoiceId })}
          note={tUi('pdf.exact')}
          error={pdf.error ?? undefined}
          onRetry={() => void pdf.refetch()}
        />
      </div>
    </Page>
  )
}

interface InvoiceHeaderProps {
  readonly invoice: Invoice | undefined
  readonly fallback: string
  readonly bytes: Uint8Array | undefined
}

function InvoiceHeader({ invoice, fallback, bytes }: InvoiceHeaderProps) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const [isCanceling, setCanceling] = useState(false)
  const number = invoice?.invoiceKey ?? fallback
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: t('list.title'), to: '/invoices' }]}
        title={t('numbered', { number })}
        badge={invoice === undefined ? undefined : <InvoiceStatus status={invoice.status} />}
        description={invoice === undefined ? undefined : t('from', { jobs: jobKeysOf(invoice), customer: invoice.customerName })}
        actions={
          <>
            {invoice?.status === 'issued' && can('invoices:write') ? (
              <Button leftSection={<IconBan size={16} stroke={1.6} />} onClick={() => setCanceling(true)}>
                {t('cancel.action')}
              </Button>
            ) : null}
            <DocumentActions bytes={bytes} name={number} />
          </>
        }
      />
      {invoice === undefined ? null : <CancelInvoiceDialog invoice={invoice} isOpen={isCanceling} onClose={() => setCanceling(false)} />}
    </>
  )
}

const jobKeysOf = (invoice: Invoice): string => invoice.jobIds.map((id) => `JOB-${id}`).join(', ')

function Facts({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard
    <section className="invoice-facts" tabIndex={0} aria-label={t('facts')}>
      <Section>
        <KeyValueList items={useFacts(invoice)} />
        <InvoiceAmounts content={invoice} discountPercent={invoice.discountPercent} />
      </Section>
      <Section title={t('jobsOf')}>
        <ul className="invoice-jobs">
          {invoice.jobIds.map((id) => (
            <li key={id}>
              <RecordLink recordType="job" recordKey={`JOB-${id}`} />
              <Link to="/jobs/$jobId/service-breakdown" params={{ jobId: `JOB-${id}` }} search={{}}>
                {t('breakdown.title')}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      {can('events:read') ? (
        <Section title={t('history.title')}>
          <InvoiceHistory invoice={invoice} />
        </Section>
      ) : null}
    </section>
  )
}

function useFacts(invoice: Invoice) {
  const { t } = useTranslation('invoices')
  return [
    { label: t('column.customer'), value: invoice.customerName },
    { label: t('column.issueDate'), value: <CalendarDay day={invoice.issueDate} /> },
    ...(invoice.validUntil === null ? [] : [{ label: t('column.validUntil'), value: <CalendarDay day={invoice.validUntil} /> }]),
    { label: t('form.language'), value: t(`language.${invoice.locale}`) },
    ...(invoice.notes === null || invoice.notes === ''
      ? []
      : [{ label: t('form.notes'), value: <span className="invoice-note">{invoice.notes}</span> }]),
  ]
}
