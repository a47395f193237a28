import { useTranslation } from 'react-i18next'

/** How a day is written and typed. */
const writtenAs: Readonly<Record<string, string>> = { tr: 'DD.MM.YYYY', id: 'DD/MM/YYYY' }
const monday = 1

/** What every calendar is told: the language, how it writes a day, and the names of its buttons. */
export function useCalendarWords() {
  const { t, i18n } = useTranslation('ui')
  return {
    locale: i18n.language,
    dayFormat: writtenAs[i18n.language] ?? 'MMM D, YYYY',
    firstDayOfWeek: monday,
    clearButtonProps: { 'aria-label': t('date.clear') },
    ariaLabels: {
      previousMonth: t('date.previousMonth'),
      nextMonth: t('date.nextMonth'),
      previousYear: t('date.previousYear'),
      nextYear: t('date.nextYear'),
      previousDecade: t('date.previousDecade'),
      nextDecade: t('date.nextDecade'),
      monthLevelControl: t('date.chooseMonth'),
      yearLevelControl: t('date.chooseYear'),
    },
    popoverProps: { shadow: 'none', transitionProps: { duration: 100 } },
  } as const
}
