import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { DeliveryBadge } from './webhook-words.tsx'
import type { Delivery } from './webhooks.queries.ts'

/** @param hasWebhook where deliveries of all webhooks are listed. */
export function useDeliveryColumns(hasWebhook: boolean): readonly DataColumn<Delivery>[] {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  return useMemo<readonly DataColumn<Delivery>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 100, cell: (delivery) => <DateTime time={delivery.createdAt} show="log" /> },
      ...(hasWebhook ? [{ id: 'webhook', header: t('oneTitle'), width: 150, cell: ({ webhookName }: Delivery) => webhookName }] : []),
      {
        id: 'event',
        header: t('column.event'),
        grow: true,
        width: 156,
        hideable: false,
        cell: (delivery) => <Code>{delivery.eventType}</Code>,
      },
      { id: 'record', header: t('column.record'), width: 108, cell: (delivery) => <Record delivery={delivery} /> },
      { id: 'state', header: t('column.state'), width: 168, cell: (delivery) => <DeliveryBadge delivery={delivery} /> },
      {
        id: 'answer',
        header: t('column.answer'),
        width: 68,
        align: 'end',
        cell: (delivery) => <Answer status={delivery.responseStatus} />,
      },
      {
        id: 'took',
        isOptional: true,
        header: t('column.took'),
        width: 88,
        align: 'end',
        cell: (delivery) => (delivery.responseTimeMs === null ? '–' : format.duration(delivery.responseTimeMs)),
      },
      { id: 'attempts', header: t('column.attempts'), width: 76, align: 'end', cell: (delivery) => delivery.attemptNumber },
    ],
    [t, format, hasWebhook],
  )
}

function Record({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  return delivery.recordKey === null ? <span className="dim">{t('testEvent')}</span> : <Code>{delivery.recordKey}</Code>
}

function Answer({ status }: { readonly status: number | null }) {
  const { t } = useTranslation('webhooks')
  return status === null ? <span className="dim">{t('noAnswer')}</span> : <Code>{String(status)}</Code>
}
