import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../../src-main/features/events/events.contract.ts'
import type { Invoice } from '../../../src-main/features/invoices/invoices.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { invoiceRecords } from './invoices.queries.ts'

/** Who issued it, and who canceled it. */
export function InvoiceHistory({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices')
  const history = useQuery(invoiceRecords.history(useApi(), invoice.id))
  if (history.data === undefined) {
    return history.error === null ? (
      <SkeletonLines count={2} />
    ) : (
      <ErrorState error={history.error} onRetry={() => void history.refetch()} />
    )
  }
  const items = history.data.data.flatMap((event): TimelineItem[] => {
    const what = happeningOf(event)
    if (what === undefined) return []
    const note = what === 'canceled' && invoice.statusNote !== null ? ` · ${invoice.statusNote}` : ''
    const title = `${t(`history.${what}`)}${note}`
    return [{ id: event.id, tone: tones[what], time: event.createdAt, title, cause: causeOf(event, t('history.system')) }]
  })
  return <Timeline items={items} times="relative" />
}

const tones = { issued: 'done', queued: 'waiting', sent: 'done', failed: 'failed', paid: 'done', canceled: 'off' } as const

/** Each change once: `invoice.canceled` says again what `invoice.status_changed` has said; only of queueing that alone tells. */
function happeningOf({ event, data }: LoggedEvent): keyof typeof tones | undefined {
  const { status } = data['invoice'] as { readonly status?: string } // an event of an invoice carries it
  if (event === 'invoice.created') return status === 'queued' ? 'queued' : 'issued'
  if (event === 'invoice.status_changed') return status === 'queued' ? 'queued' : undefined
  return happenings[event]
}

const happenings: Readonly<Record<string, keyof typeof tones>> = {
  'invoice.sent': 'sent',
  'invoice.failed': 'failed',
  'invoice.paid': 'paid',
  'invoice.canceled': 'canceled',
}

const causeOf = ({ actorType, actorName }: LoggedEvent, system: string): string => (actorType === 'system' ? system : actorName)
