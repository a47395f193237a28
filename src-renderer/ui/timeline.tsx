import type { ReactNode } from 'react'
import { StatusIcon, type Tone } from './status-badge.tsx'
import './timeline.css'
import { DateTime } from './values.tsx'

export interface TimelineItem {
  readonly id: string | number
  readonly tone: Tone
  /** ISO 8601. */
  readonly time: string
  /** What happened. */
  readonly title: ReactNode
  /** Who or what caused it, with a link to the cause. */
  readonly cause?: ReactNode
  /** At the right: a duration, a count. */
  readonly aside?: ReactNode
}

interface TimelineProps {
  readonly items: readonly TimelineItem[]
  /** How the times are written, by default the time of the day. */
  readonly times?: 'time' | 'relative' | 'date'
}

/** What happened to one thing: a record's history, the attempts of a delivery, the steps of a run. */
export function Timeline({ items, times = 'time' }: TimelineProps) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.id}>
          <StatusIcon tone={item.tone} />
          <DateTime time={item.time} show={times} />
          <span className="timeline-body">
            {item.title}
            {item.cause === undefined ? null : <span className="timeline-cause">{item.cause}</span>}
          </span>
          <span className="timeline-aside tabular">{item.aside}</span>
        </li>
      ))}
    </ol>
  )
}
