import { DateTimePicker } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/id'
import 'dayjs/locale/tr'
import { IconCalendarTime } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { localTime, timeOfLocal } from '../lib/calendar-day.ts'
import { useCalendarWords } from './use-calendar-words.ts'

interface DateTimeFieldProps {
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly withAsterisk?: boolean
  /** ISO 8601 in UTC, or empty. */
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly onBlur?: () => void
  readonly error?: ReactNode
}

/** A moment, chosen as day and time in the computer's own zone. */
export function DateTimeField({ value = '', onChange, ...props }: DateTimeFieldProps) {
  const { t } = useTranslation('ui')
  const { dayFormat, ...words } = useCalendarWords()
  return (
    <DateTimePicker
      {...props}
      {...words}
      valueFormat={`${dayFormat} HH:mm`}
      leftSection={<IconCalendarTime size={15} stroke={1.6} />}
      clearable={props.withAsterisk !== true}
      submitButtonProps={{ 'aria-label': t('date.done') }}
      timePickerProps={{ 'aria-label': t('date.time'), hoursInputLabel: t('date.hours'), minutesInputLabel: t('date.minutes') }}
      value={value === '' ? null : localTime(value)}
      onChange={(time) => onChange?.(time === null ? '' : timeOfLocal(time))}
    />
  )
}
