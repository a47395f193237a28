import { type AlarmKind, watchedValues } from './alarm-kinds.contract.ts'

/** The texts and numbers of a language. */
export interface Wording {
  /** By namespace and key, `alarms:reading`. */
  readonly text: (key: string, values: Readonly<Record<string, string>>) => string
  readonly number: (value: number) => string
}

export interface AlarmReading {
  readonly kind: AlarmKind
  readonly subjectName: string | null
  readonly value: number
  readonly threshold: number
}

/** What an alarm is about and how it stands, in words: "Webhook MES is failing", "17 min, limit 15 min". */
export function alarmWords({ text, number }: Wording) {
  const amount = (kind: AlarmKind, value: number): string => text(`alarms:unit.${watchedValues[kind].unit}`, { value: number(value) })
  return {
    amount,
    title: ({ kind, subjectName }: Pick<AlarmReading, 'kind' | 'subjectName'>): string =>
      text(`alarms:what.${kind}`, { name: subjectName ?? '' }),
    reading: ({ kind, value, threshold }: AlarmReading): string =>
      text('alarms:reading', { value: amount(kind, value), threshold: amount(kind, threshold) }),
  }
}
