import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../src-main/features/events/events.contract.ts'

/** Who did it, with the way to the event and from there to its request. */
export function EventCause({ event }: { readonly event: LoggedEvent }) {
  const { t } = useTranslation('records')
  return (
    <>
      {t(`history.by.${event.actorType}`, { name: event.actorName })}
      {' · '}
      <Link to="/events/$eventId" params={{ eventId: event.id }}>
        {t('history.cause')}
      </Link>
    </>
  )
}
