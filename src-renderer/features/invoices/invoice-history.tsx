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
    return [
      { id: event.id, tone: what === 'issued' ? 'done' : 'off', time: event.createdAt, title, cause: causeOf(event, t('history.system')) },
    ]
  })
  return <Timeline items={items} times="relative" />
}

/** Each change once: `invoice.canceled` says again what `invoice.status_changed` has said. */
function happeningOf({ event }: LoggedEvent): 'issued' | 'canceled' | undefined {
  if (event === 'invoice.created') return 'issued'
  return event === 'invoice.canceled' ? 'canceled' : undefined
}

const causeOf = ({ actorType, actorName }: LoggedEvent, system: string): string => (actorType === 'system' ? system : actorName)
