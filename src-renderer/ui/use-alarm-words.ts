import { useTranslation } from 'react-i18next'
import { alarmWords } from '../../src-main/features/alarms/alarm-words.contract.ts'
import { useFormat } from './use-format.ts'

/** What an alarm is about and how it stands, in the language of the window. */
export function useAlarmWords() {
  const { t } = useTranslation('alarms')
  const { number } = useFormat()
  return alarmWords({ text: (key, values) => t(key, values), number })
}
