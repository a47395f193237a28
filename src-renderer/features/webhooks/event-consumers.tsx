import { Table } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { ConsumerActions } from './consumer-actions.tsx'
import { DropText } from './dropped-notice.tsx'
import { type EventConsumer, eventConsumersQuery } from './event-consumers.queries.ts'
import { FetchDropped } from './fetch-again.tsx'
import { NewConsumer } from './new-consumer.tsx'
import './event-consumers.css'

/** The systems that fetch their events, with how far each is behind. */
export function EventConsumers() {
  const { t } = useTranslation('webhooks')
  const isWriter = useCan()('webhooks:write')
  const consumers = useQuery(eventConsumersQuery(useApi())).data ?? []
  if (consumers.length === 0 && !isWriter) return null
  return (
    <section className="consumers">
      <div className="consumers-head">
        <h2>{t('consumers.title')}</h2>
        {isWriter ? <NewConsumer /> : null}
      </div>
      {consumers.length === 0 ? <p className="dim">{t('consumers.none')}</p> : <ConsumerTable consumers={consumers} isWriter={isWriter} />}
    </section>
  )
}

interface TableProps {
  readonly consumers: readonly EventConsumer[]
  readonly isWriter: boolean
}

function ConsumerTable({ consumers, isWriter }: TableProps) {
  const { t } = useTranslation('webhooks')
  return (
    <Table className="consumers-table" aria-label={t('consumers.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('consumers.name')}</Table.Th>
          <Table.Th>{t('consumers.events')}</Table.Th>
          <Table.Th ta="right">{t('consumers.behind')}</Table.Th>
          <Table.Th>{t('consumers.acknowledged')}</Table.Th>
          {isWriter ? (
            <Table.Th>
              <span className="visually-hidden">{t('consumers.actions')}</span>
            </Table.Th>
          ) : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {consumers.map((consumer) => (
          <ConsumerRow key={consumer.id} consumer={consumer} isWriter={isWriter} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function ConsumerRow({ consumer, isWriter }: { readonly consumer: EventConsumer; readonly isWriter: boolean }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { name, events, filter, behind, acknowledgedAt, dropped } = consumer
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Code>{name}</Code>
        </Table.Td>
        <Table.Td>
          <Code>{events.join(', ')}</Code>
          {filter === null ? null : (
            <div className="dim">
              {t('consumers.where')} <Code>{filter}</Code>
            </div>
          )}
        </Table.Td>
        <Table.Td ta="right">{format.number(behind)}</Table.Td>
        <Table.Td>{acknowledgedAt === null ? t('never') : <DateTime time={acknowledgedAt} />}</Table.Td>
        {isWriter ? (
          <Table.Td ta="right">
            <ConsumerActions consumer={consumer} />
          </Table.Td>
        ) : null}
      </Table.Tr>
      {dropped === null ? null : (
        <Table.Tr>
          <Table.Td colSpan={isWriter ? 5 : 4}>
            <div className="consumers-dropped" role="status">
              <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
              <span>
                <DropText drop={dropped} />
              </span>
              {isWriter && dropped.isKept ? <FetchDropped name={name} drop={dropped} /> : null}
            </div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
