import { DateInput } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/id'
import 'dayjs/locale/tr'
import { IconCalendar } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useCalendarWords } from './use-calendar-words.ts'

interface DateFieldProps {
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly withAsterisk?: boolean
  /** `2026-11-22`, or empty. */
  readonly value?: string
  readonly onChange?: (value: string) => void
  /** The first day that can be chosen, `2026-11-22`. */
  readonly minDate?: string
  readonly error?: ReactNode
}

/** A calendar day, typed or chosen from a calendar in the person's language. */
export function DateField({ value = '', onChange, minDate, ...props }: DateFieldProps) {
  const { dayFormat, ...words } = useCalendarWords()
  const isOptional = props.withAsterisk !== true
  return (
    <DateInput
      {...props}
      {...words}
      valueFormat={dayFormat}
      leftSection={<IconCalendar size={15} stroke={1.6} />}
      clearable={isOptional}
      value={value === '' ? null : value}
      onChange={(day) => onChange?.(day ?? '')}
      {...(minDate === undefined || minDate === '' ? {} : { minDate })}
    />
  )
}
