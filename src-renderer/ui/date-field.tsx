import { DateInput } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/id'
import 'dayjs/locale/tr'
import { IconCalendar } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

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

/** How a day is written and typed. */
const writtenAs: Readonly<Record<string, string>> = { tr: 'DD.MM.YYYY', id: 'DD/MM/YYYY' }
const monday = 1

/** A calendar day, typed or chosen from a calendar in the person's language. */
export function DateField({ value = '', onChange, minDate, ...props }: DateFieldProps) {
  const { t, i18n } = useTranslation('ui')
  const isOptional = props.withAsterisk !== true
  return (
    <DateInput
      {...props}
      locale={i18n.language}
      valueFormat={writtenAs[i18n.language] ?? 'MMM D, YYYY'}
      firstDayOfWeek={monday}
      leftSection={<IconCalendar size={15} stroke={1.6} />}
      clearable={isOptional}
      clearButtonProps={{ 'aria-label': t('date.clear') }}
      ariaLabels={{
        previousMonth: t('date.previousMonth'),
        nextMonth: t('date.nextMonth'),
        previousYear: t('date.previousYear'),
        nextYear: t('date.nextYear'),
        previousDecade: t('date.previousDecade'),
        nextDecade: t('date.nextDecade'),
        monthLevelControl: t('date.chooseMonth'),
        yearLevelControl: t('date.chooseYear'),
      }}
      popoverProps={{ shadow: 'none', transitionProps: { duration: 100 } }}
      value={value === '' ? null : value}
      onChange={(day) => onChange?.(day ?? '')}
      {...(minDate === undefined || minDate === '' ? {} : { minDate })}
    />
  )
}
