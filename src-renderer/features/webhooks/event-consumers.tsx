import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCan } from '../people/people.queries.ts'
import { ConsumerActions } from './consumer-actions.tsx'
import { type EventConsumer, eventConsumersQuery } from './event-consumers.queries.ts'
import { NewConsumer } from './new-consumer.tsx'

/** The systems that fetch their events, with how far each is behind. */
export function EventConsumers() {
  const { t } = useTranslation('webhooks')
  const isWriter = useCan()('webhooks:write')
  const consumers = useQuery(eventConsumersQuery(useApi())).data ?? []
  if (consumers.length === 0 && !isWriter) return null
  return (
    <section>
      <h3>{t('consumers.title')}</h3>
      {consumers.length === 0 ? <p className="dim">{t('consumers.none')}</p> : null}
      <KeyValueList
        items={consumers.map((consumer) => ({ label: consumer.name, value: <Consumer consumer={consumer} isWriter={isWriter} /> }))}
      />
      {isWriter ? <NewConsumer /> : null}
    </section>
  )
}

function Consumer({ consumer, isWriter }: { readonly consumer: EventConsumer; readonly isWriter: boolean }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { behind, acknowledgedAt } = consumer
  return (
    <>
      {t('consumers.behind', {
        count: behind,
        number: format.number(behind),
        time: acknowledgedAt === null ? t('never') : format.time(acknowledgedAt),
      })}{' '}
      {isWriter ? <ConsumerActions consumer={consumer} /> : null}
    </>
  )
}
