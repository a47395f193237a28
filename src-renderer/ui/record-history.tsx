import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { snakeCase } from '../../src-main/contract/wire.ts'
import type { LoggedEvent } from '../../src-main/features/events/events.contract.ts'
import type { RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { EventCause } from './event-cause.tsx'
import { statusTone } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { ErrorState, SkeletonLines } from './states.tsx'
import { Timeline, type TimelineItem } from './timeline.tsx'
import { useFormat } from './use-format.ts'

interface RecordHistoryProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly record: Item
}

/** What happened to a record, newest first, and who caused it. */
export function RecordHistory<Item extends RecordBase>({ view, record }: RecordHistoryProps<Item>) {
  const history = useQuery(view.queries.history(useApi(), record.id))
  const describe = useDescription(view)
  if (history.data === undefined) {
    return history.error === null ? (
      <SkeletonLines count={3} />
    ) : (
      <ErrorState error={history.error} onRetry={() => void history.refetch()} />
    )
  }
  // `job.completed` says again what `job.status_changed` to completed said just before.
  const repeats = Object.values(view.type.status?.announced ?? {})
  const told = history.data.data.filter(({ event }) => !repeats.includes(happeningName(event)))
  const { keptFrom } = history.data
  return (
    <>
      <Timeline items={told.map(describe)} times="relative" />
      {keptFrom !== null && record.createdAt < keptFrom ? <BeforeHistory keptFrom={keptFrom} /> : null}
    </>
  )
}

/** The beginning of a record's life lies before that of the log. */
function BeforeHistory({ keptFrom }: { readonly keptFrom: string }) {
  const { t } = useTranslation('records')
  return <p className="dim">{t('history.keptFrom', { date: useFormat().date(keptFrom) })}</p>
}

function useDescription<Item extends RecordBase>(view: RecordView<Item>): (event: LoggedEvent) => TimelineItem {
  const { t: tType } = useTranslation(view.type.plural)
  const { t, i18n } = useTranslation('records')
  const titleOf = (happening: string, data: Happening): string => {
    if (happening === 'status_changed') {
      const [previous, next] = [tType(`status.${data.previous_status}`), tType(`status.${data.new_status}`)]
      return data.status_note ? `${previous} → ${next}: ${data.status_note}` : `${previous} → ${next}`
    }
    const fields = (data.changed_fields ?? []).map((name) => tType(`field.${camelCase(name)}`)).join(', ')
    if (i18n.exists(`${view.type.plural}:history.${happening}`)) return tType(`history.${happening}`)
    const isFirst = happening === view.type.createdEvent
    return t([isFirst ? 'history.created' : `history.${happening}`, 'history.other'], { fields, event: happening })
  }
  return (event) => {
    const happening = happeningName(event.event)
    const data = happeningOf(event, snakeCase(view.type.name))
    return {
      id: event.id,
      tone: happening === 'status_changed' ? statusTone(data.new_status ?? '') : 'off',
      time: event.createdAt,
      title: titleOf(happening, data),
      cause: <EventCause event={event} />,
    }
  }
}

interface Happening {
  readonly previous_status?: string
  readonly new_status?: string
  readonly status_note?: string | null
  readonly changed_fields?: readonly string[]
}

/** The parts of an event's payload that the history tells; the payload is free JSON on the wire. */
function happeningOf(event: LoggedEvent, name: string): Happening {
  const resource = event.data[name]
  const changed = event.data['changed_fields']
  return {
    ...(typeof resource === 'object' && resource !== null ? (resource as Happening) : {}), // checked where it is used, shown as text
    ...(Array.isArray(changed) ? { changed_fields: changed.map(String) } : {}),
  }
}

/** `status_changed` of `job.status_changed`. */
const happeningName = (event: string): string => event.slice(event.indexOf('.') + 1)

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
