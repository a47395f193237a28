import { Tooltip } from '@mantine/core'
import { useNow } from '../lib/services.tsx'
import { useFormat } from './use-format.ts'

/** An amount in minor units with its currency, `52.943,52 ₺`. */
export function Money({ amount, currency }: { readonly amount: number; readonly currency: string }) {
  return <span className="tabular">{useFormat().money(amount, currency)}</span>
}

interface DateTimeProps {
  /** ISO 8601. */
  readonly time: string
  /** `relative` by default; the exact time shows on hover in every form. */
  readonly show?: 'relative' | 'time' | 'log' | 'date' | 'moment' | 'exact'
}

/** A moment, with its exact time and zone on hover and for screen readers. */
export function DateTime({ time, show = 'relative' }: DateTimeProps) {
  const format = useFormat()
  const now = useNow()
  const exact = format.exactTime(time)
  const texts = {
    relative: () => format.relativeTime(time, now),
    time: () => format.time(time),
    log: () => format.logTime(time, now),
    date: () => format.date(time),
    moment: () => `${format.date(time)} ${format.clock(time)}`,
    exact: () => exact,
  }
  return (
    <Tooltip label={exact} disabled={show === 'exact'}>
      <time dateTime={time} className="tabular">
        {texts[show]()}
      </time>
    </Tooltip>
  )
}

/** A key, id, event name or other code: mono, never translated, never broken by hyphens. */
export function Code({ children }: { readonly children: string }) {
  return (
    <code className="mono" translate="no">
      {children}
    </code>
  )
}
