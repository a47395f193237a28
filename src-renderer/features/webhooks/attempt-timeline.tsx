import { useTranslation } from 'react-i18next'
import { useNow } from '../../lib/services.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { useFormat } from '../../ui/use-format.ts'
import './delivery-panel.css'
import { useOutcome } from './webhook-words.tsx'
import type { DeliveryDetail } from './webhooks.queries.ts'

interface AttemptTimelineProps {
  readonly delivery: DeliveryDetail
  /** The attempt whose exchange is shown below. */
  readonly shown: number | undefined
  readonly onShow: (attemptNumber: number) => void
}

/** Each attempt, to choose the one to look at, and when the next is due. */
export function AttemptTimeline({ delivery, shown, onShow }: AttemptTimelineProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const outcome = useOutcome()
  const next = useNextAttempt(delivery)
  const items = delivery.attempts.map<TimelineItem>((attempt) => ({
    id: attempt.attemptNumber,
    tone: attempt.error === null ? 'done' : 'failed',
    time: attempt.startedAt,
    title: (
      <button
        type="button"
        className="attempt-button"
        aria-pressed={attempt.attemptNumber === shown}
        onClick={() => onShow(attempt.attemptNumber)}
      >
        {outcome(attempt)}
      </button>
    ),
    ...(attempt.isManual ? { cause: t('panel.manual') } : {}),
    aside: format.duration(attempt.responseTimeMs),
  }))
  return <Timeline items={[...items, ...next]} />
}

function useNextAttempt({ nextAttemptAt }: DeliveryDetail): readonly TimelineItem[] {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const now = useNow(1_000)
  if (nextAttemptAt === null) return []
  const title = t('panel.next', { relative: format.relativeTime(nextAttemptAt, now) })
  return [{ id: 'next', tone: 'waiting', time: nextAttemptAt, title }]
}
