import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../../src-main/features/events/events.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { EventCause } from '../../ui/event-cause.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import type { Tone } from '../../ui/status-badge.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { alarmHistoryQuery } from './alarms.queries.ts'

const tones: Readonly<Record<string, Tone>> = {
  opened: 'failed',
  escalated: 'failed',
  unshelved: 'failed',
  acknowledged: 'waiting',
  resolved: 'done',
}

/** What happened to an alarm, newest first, and who did it. */
export function AlarmHistory({ id }: { readonly id: number }) {
  const { t } = useTranslation('alarms')
  const history = useQuery(alarmHistoryQuery(useApi(), id))
  if (history.data === undefined) {
    return history.error === null ? (
      <SkeletonLines count={3} />
    ) : (
      <ErrorState error={history.error} onRetry={() => void history.refetch()} />
    )
  }
  const describe = (event: LoggedEvent): TimelineItem => {
    const happening = event.event.replace('alarm.', '')
    return {
      id: event.id,
      tone: tones[happening] ?? 'off',
      time: event.createdAt,
      title: [t(`history.${happening}`), noteOf(event, happening)].filter((part) => part !== '').join(': '),
      cause: <EventCause event={event} />,
    }
  }
  return <Timeline items={history.data.map(describe)} times="relative" />
}

/** What somebody wrote when they did it; the payload is free JSON on the wire. */
function noteOf({ data }: LoggedEvent, happening: string): string {
  const alarm = data['alarm'] as { readonly acknowledge_note?: string | null; readonly shelve_note?: string | null } | undefined // the event's own schema
  if (happening === 'acknowledged') return alarm?.acknowledge_note ?? ''
  return happening === 'shelved' ? (alarm?.shelve_note ?? '') : ''
}
