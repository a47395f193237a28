import { useTranslation } from 'react-i18next'
import { type AlarmKind, watchedValues } from '../../src-main/features/alarms/alarm-kinds.contract.ts'
import { useFormat } from './use-format.ts'

interface Reading {
  readonly kind: AlarmKind
  readonly subjectName: string | null
  readonly value: number
  readonly threshold: number
}

/** What an alarm is about and how it stands, in words: "Webhook MES is failing", "17 min, limit 15 min". */
export function useAlarmWords() {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const amount = (kind: AlarmKind, value: number): string => t(`unit.${watchedValues[kind].unit}`, { value: format.number(value) })
  return {
    amount,
    title: ({ kind, subjectName }: Pick<Reading, 'kind' | 'subjectName'>): string => t(`what.${kind}`, { name: subjectName ?? '' }),
    reading: ({ kind, value, threshold }: Reading): string =>
      t('reading', { value: amount(kind, value), threshold: amount(kind, threshold) }),
  }
}
