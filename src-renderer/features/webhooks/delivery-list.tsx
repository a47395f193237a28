import { IconSend } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { type DeliverySearch, isFiltered } from './delivery-filter.ts'
import { useDeliveryColumns } from './use-delivery-columns.tsx'
import type { Delivery, deliveriesQuery } from './webhooks.queries.ts'

interface DeliveryListProps {
  readonly query: ReturnType<typeof deliveriesQuery>
  readonly search: DeliverySearch
  /** Whether it stands still while more arrives. */
  readonly isPaused: boolean
  /** Whether it lists the deliveries of all webhooks. */
  readonly isOfAll?: boolean
  readonly onOpen: (delivery: Delivery) => void
}

/** Deliveries, newest first, growing as they happen. */
export function DeliveryList({ query, search, isPaused, isOfAll = false, onOpen }: DeliveryListProps) {
  const { t } = useTranslation('webhooks')
  const list = useCursorList(query, { isPaused })
  const { deliveryId } = useParams({ strict: false })
  const reason = isFiltered(search) ? 'noneMatch' : 'noDeliveries'
  return (
    <DataTable
      name={isOfAll ? 'all-deliveries' : 'deliveries'}
      label={t('tab.deliveries')}
      columns={useDeliveryColumns(isOfAll)}
      rowId={(delivery) => String(delivery.id)}
      activeId={deliveryId}
      onOpen={onOpen}
      {...list}
      empty={<EmptyState icon={IconSend} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />}
    />
  )
}
