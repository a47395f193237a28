import { useFormat } from '../../ui/use-format.ts'

/** A calendar date, `2026-11-22`, as the person writes it; the same in every time zone. */
export function CalendarDay({ day }: { readonly day: string }) {
  // Noon in the computer's own zone: the day that was meant, wherever that is.
  return (
    <time dateTime={day} className="tabular">
      {useFormat().date(`${day}T12:00:00`)}
    </time>
  )
}
