import { Tooltip } from '@mantine/core'
import { dayOf, daysBetween } from '../lib/calendar-day.ts'
import { useNow } from '../lib/services.tsx'
import './calendar-day.css'
import { useFormat } from './use-format.ts'

interface CalendarDayProps {
  /** `2026-11-22` */
  readonly day: string
}

/** A calendar day, the same in every zone. */
export function CalendarDay({ day }: CalendarDayProps) {
  return (
    <time dateTime={day} className="tabular">
      {useFormat().day(day)}
    </time>
  )
}

interface DueDayProps extends CalendarDayProps {
  /** What is still to be done by then; only that can be late. */
  readonly isOpen: boolean
  /** The word for screen readers where the colour says it is late. */
  readonly lateLabel: string
}

/** Today, tomorrow, yesterday, else the date; in red with a word when it has passed. */
export function DueDay({ day, isOpen, lateLabel }: DueDayProps) {
  const format = useFormat()
  const days = daysBetween(dayOf(useNow()), day)
  const isLate = isOpen && days < 0
  return (
    <Tooltip label={isLate ? `${lateLabel}: ${format.day(day)}` : format.day(day)}>
      <time dateTime={day} className="due-day tabular" {...(isLate ? { 'data-late': true } : {})}>
        {Math.abs(days) <= 1 ? format.relativeDay(days) : format.day(day)}
        {isLate ? <span className="visually-hidden"> {lateLabel}</span> : null}
      </time>
    </Tooltip>
  )
}
