import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { CalendarDay } from '../../ui/calendar-day.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { PdfViewer } from '../../ui/pdf-viewer.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { SendMessage } from '../../ui/send-message.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { DocumentActions } from './document-actions.tsx'
import { InvoiceActions } from './invoice-actions.tsx'
import { InvoiceAmounts } from './invoice-amounts.tsx'
import { InvoiceFate } from './invoice-fate.tsx'
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
  const pdf = useQuery(invoicePdfQuery(api, invoiceId, invoice.data))
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
          label={nameOf(t, invoice.data, invoiceId)}
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
  const number = invoice?.invoiceNumber ?? invoice?.invoiceKey ?? fallback
  return (
    <PageHeader
      breadcrumbs={[{ label: t('list.title'), to: '/invoices' }]}
      title={nameOf(t, invoice, fallback)}
      badge={invoice === undefined ? undefined : <InvoiceStatus status={invoice.status} />}
      description={invoice === undefined ? undefined : t('from', { jobs: jobKeysOf(invoice), customer: invoice.customerName })}
      actions={
        <>
          {invoice !== undefined && can('messages:write') ? <SendMessage about={{ recordType: 'invoices', recordId: invoice.id }} /> : null}
          {invoice !== undefined && can('invoices:write') ? <InvoiceActions invoice={invoice} /> : null}
          <DocumentActions bytes={bytes} name={number} />
        </>
      }
    />
  )
}

/** `Proforma PRO-2026-0001`, `E-invoice OZT2026000000001`. */
function nameOf(t: TFunction<'invoices'>, invoice: Invoice | undefined, fallback: string): string {
  return t(invoice?.kind === 'e_invoice' ? 'numberedE' : 'numbered', {
    number: invoice?.invoiceNumber ?? invoice?.invoiceKey ?? fallback,
  })
}

const jobKeysOf = (invoice: Invoice): string => invoice.jobIds.map((id) => `JOB-${id}`).join(', ')

function Facts({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only what has focus scrolls by keyboard
    <section className="invoice-facts" tabIndex={0} aria-label={t('facts')}>
      <InvoiceFate invoice={invoice} />
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
    ...(invoice.invoiceNumber === null ? [] : [{ label: t('column.number'), value: <Code>{invoice.invoiceKey}</Code> }]),
    { label: t('column.customer'), value: invoice.customerName },
    { label: t('column.issueDate'), value: <CalendarDay day={invoice.issueDate} /> },
    ...(invoice.validUntil === null ? [] : [{ label: t('column.validUntil'), value: <CalendarDay day={invoice.validUntil} /> }]),
    ...(invoice.sentAt === null ? [] : [{ label: t('column.sentAt'), value: <DateTime time={invoice.sentAt} show="exact" /> }]),
    ...(invoice.paidAt === null ? [] : [{ label: t('column.paidAt'), value: <DateTime time={invoice.paidAt} show="exact" /> }]),
    ...(invoice.status === 'canceled' && invoice.statusNote !== null ? [{ label: t('column.reason'), value: invoice.statusNote }] : []),
    { label: t('form.language'), value: t(`language.${invoice.locale}`) },
    ...(invoice.notes === null || invoice.notes === ''
      ? []
      : [{ label: t('form.notes'), value: <span className="invoice-note">{invoice.notes}</span> }]),
  ]
}
