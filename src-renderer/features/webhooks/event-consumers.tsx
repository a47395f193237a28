import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listEventConsumers } from '../../../src-main/features/webhooks/event-consumers.contract.ts'
import type { Api } from '../../lib/api.ts'
import { useApi } from '../../lib/services.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { useFormat } from '../../ui/use-format.ts'

const eventConsumersQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'webhooks', 'consumers'],
    queryFn: async ({ signal }) => (await api.callRoute(listEventConsumers, { signal })).data,
  })

/** The systems that fetch their events, with how far each is behind; nothing while there is none. */
export function EventConsumers() {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const consumers = useQuery(eventConsumersQuery(useApi())).data
  if (consumers === undefined || consumers.length === 0) return null
  const items = consumers.map(({ name, behind, acknowledgedAt }) => ({
    label: name,
    value: t('consumers.behind', {
      count: behind,
      number: format.number(behind),
      time: acknowledgedAt === null ? t('never') : format.time(acknowledgedAt),
    }),
  }))
  return (
    <section>
      <h3>{t('consumers.title')}</h3>
      <KeyValueList items={items} />
    </section>
  )
}
