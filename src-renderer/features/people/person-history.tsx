import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../../src-main/features/events/events.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { EventCause } from '../../ui/event-cause.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/states.tsx'
import type { Tone } from '../../ui/status-badge.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { personHistoryQuery } from './company-people.queries.ts'

const tones: Readonly<Record<string, Tone>> = { 'person.added': 'done', 'person.enabled': 'done', 'person.disabled': 'off' }

/** Who gave a person what, and when. */
export function PersonHistory({ id }: { readonly id: number }) {
  const { t } = useTranslation('people')
  const history = useQuery(personHistoryQuery(useApi(), id))
  const item = (event: LoggedEvent): TimelineItem => ({
    id: event.id,
    tone: tones[event.event] ?? 'running',
    time: event.createdAt,
    title: t(
      `history.${event.event.slice('person.'.length)}`,
      rolesOf(event, (role) => t(`role.${role}`)),
    ),
    cause: <EventCause event={event} />,
  })
  return (
    <Section title={t('history.title')}>
      {history.error === null ? null : <ErrorLine error={history.error} />}
      {history.isPending ? <SkeletonLines count={2} /> : null}
      {history.data?.length === 0 ? <p className="dim">{t('history.nothing')}</p> : null}
      <Timeline items={(history.data ?? []).map(item)} times="relative" />
    </Section>
  )
}

function rolesOf({ data }: LoggedEvent, word: (role: string) => string): { role: string; previous: string } {
  const { role = '' } = (data['person'] ?? {}) as { readonly role?: string } // an event of a person carries it
  return { role: word(role), previous: typeof data['previous_role'] === 'string' ? word(data['previous_role']) : '' }
}
