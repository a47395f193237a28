import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryStatuses } from '../../../src-main/features/webhooks/deliveries.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { timeSpans } from '../../lib/time-spans.ts'
import { FilterBar, type FilterOption, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { type DeliverySearch, isFiltered } from './delivery-filter.ts'
import { allWebhooksQuery } from './webhooks.queries.ts'

interface DeliveryFiltersProps {
  readonly search: DeliverySearch
  /** The events to choose one of. */
  readonly events: readonly string[]
  /** Where deliveries of all webhooks are listed. */
  readonly hasWebhooks?: boolean
  readonly end: ReactNode
}

/** What of the deliveries is shown; the address keeps it. */
export function DeliveryFilters({ search, events, hasWebhooks = false, end }: DeliveryFiltersProps) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const go = (values: DeliverySearch): void => void navigate({ to: '.', search: values as never, replace: true }) // the page's own names
  const change = (values: DeliverySearch): void => go({ ...search, ...values })
  return (
    <FilterBar onClear={isFiltered(search) ? () => go({}) : undefined} end={end}>
      <SearchField
        value={search.q ?? ''}
        onChange={(text) => change({ q: text.trim() === '' ? undefined : text })}
        placeholder={t('filter.text')}
      />
      <SelectFilter
        label={t('column.state')}
        value={search.status}
        options={deliveryStatuses.map((value) => ({ value, label: t(`delivery.${value}`) }))}
        onChange={(status) => change({ status })}
      />
      <SelectFilter
        label={t('column.event')}
        value={search.event}
        options={events.map((value) => ({ value, label: value }))}
        onChange={(event) => change({ event })}
      />
      <SelectFilter
        label={t('column.time')}
        value={search.within}
        options={timeSpans.map((value) => ({ value, label: t(`within.${value}`) }))}
        onChange={(within) => change({ within })}
      />
      {hasWebhooks ? <WebhookFilter value={search.webhook} onChange={(webhook) => change({ webhook })} /> : null}
    </FilterBar>
  )
}

interface WebhookFilterProps {
  readonly value: number | undefined
  readonly onChange: (id: number | undefined) => void
}

function WebhookFilter({ value, onChange }: WebhookFilterProps) {
  const { t } = useTranslation('webhooks')
  const webhooks = useQuery(allWebhooksQuery(useApi())).data ?? []
  const options = webhooks.map<FilterOption<string>>(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <SelectFilter
      label={t('oneTitle')}
      value={value === undefined ? undefined : String(value)}
      options={options}
      onChange={(id) => onChange(id === undefined ? undefined : Number(id))}
    />
  )
}
