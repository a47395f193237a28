import { alarmKinds } from '../alarms/alarm-kinds.contract.ts'
import { alarmWords, type Wording } from '../alarms/alarm-words.contract.ts'
import { expiryKinds } from '../expiry/expiry.contract.ts'
import type { Notification } from './notifications.contract.ts'

export interface NotificationWords {
  readonly title: string
  /** Empty where the title says all. */
  readonly detail: string
}

type Told = Pick<Notification, 'event' | 'params' | 'recordKey'>

/** What a notification says: "A downtime began: Torna 3", "Kayış koptu". */
export function notificationWords({ event, params, recordKey }: Told, wording: Wording): NotificationWords {
  const { text, number } = wording
  const kind = alarmKinds.find((known) => known === params['kind'])
  if (kind !== undefined) {
    const words = alarmWords(wording)
    const subjectName = params['subject_name'] === undefined ? null : String(params['subject_name'])
    const reading = { kind, subjectName, value: Number(params['value']), threshold: Number(params['threshold']) }
    return { title: text(`notifications:text.${event}.title`, { alarm: words.title(reading) }), detail: words.reading(reading) }
  }
  const credential = expiryKinds.find((known) => known === params['kind'])
  const values = {
    key: recordKey,
    ...(credential === undefined ? {} : { credential: text(`expiry:kind.${credential}`, {}) }),
    ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? number(value) : value])),
  }
  return { title: text(`notifications:text.${event}.title`, values), detail: text(`notifications:text.${event}.detail`, values).trim() }
}
