import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/page.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { SkeletonLines } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import type { Overview } from './overview.queries.ts'

const shownEvents = 6

/** The newest events, each with its record. */
export function LatestEvents({ overview }: { readonly overview: Overview | undefined }) {
  const { t } = useTranslation('overview')
  const can = useCan()
  const all = can('events:read') ? <Link to="/events">{t('events.all')}</Link> : undefined
  return (
    <Section title={t('events.title')} actions={<span className="overview-more">{all}</span>} flush>
      {overview === undefined ? (
        <div className="overview-inset">
          <SkeletonLines count={shownEvents} />
        </div>
      ) : (
        <EventTable events={overview.events.slice(0, shownEvents)} />
      )}
    </Section>
  )
}

function EventTable({ events }: { readonly events: Overview['events'] }) {
  const { t } = useTranslation('overview')
  if (events.length === 0) return <p className="overview-none">{t('events.none')}</p>
  return (
    <table className="overview-table" aria-label={t('events.title')}>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className="overview-time">
              <DateTime time={event.createdAt} show="time" />
            </td>
            <td>
              <Link to="/events/$eventId" params={{ eventId: event.id }} className="overview-quiet-link">
                <Code>{event.event}</Code>
              </Link>
            </td>
            <td className="overview-key">
              {event.event.endsWith('.deleted') ? (
                <Code>{event.recordKey}</Code>
              ) : (
                <RecordLink recordType={event.recordType} recordKey={event.recordKey} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
