import { type Icon, IconAlertTriangle, IconBellRinging, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { snakeCase } from '../../../src-main/contract/wire.ts'
import { alarmKinds } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import { expiryKinds } from '../../../src-main/features/expiry/expiry.contract.ts'
import type { Notification, Severity } from '../../../src-main/features/notifications/notifications.contract.ts'
import { useRecordViews } from '../../ui/record-views.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { useAlarmWords } from '../../ui/use-alarm-words.ts'
import { useFormat } from '../../ui/use-format.ts'

const looks: Readonly<Record<Severity, { readonly tone: Tone; readonly icon: Icon }>> = {
  info: { tone: 'off', icon: IconInfoCircle },
  warning: { tone: 'waiting', icon: IconAlertTriangle },
  error: { tone: 'failed', icon: IconX },
  critical: { tone: 'failed', icon: IconBellRinging },
}

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation('notifications')
  return <StatusBadge {...looks[severity]} label={t(`severity.${severity}`)} />
}

export interface NotificationWords {
  readonly title: string
  readonly detail: string
}

/** What a notification says: "A downtime began: Torna 3", "Kayış koptu". */
export function useNotificationWords(): (notification: Notification) => NotificationWords {
  const { t } = useTranslation('notifications')
  const alarmWords = useAlarmWords()
  const format = useFormat()
  return ({ event, params, recordKey }) => {
    const kind = alarmKinds.find((known) => known === params['kind'])
    const credential = expiryKinds.find((known) => known === params['kind'])
    const texts: Readonly<Record<string, string>> = {
      key: recordKey,
      ...(credential === undefined ? {} : { credential: t(`expiry:kind.${credential}`) }),
      ...Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? format.number(value) : value]),
      ),
    }
    if (kind === undefined) return { title: t(`text.${event}.title`, texts), detail: t(`text.${event}.detail`, texts).trim() }
    const subjectName = params['subject_name'] === undefined ? null : String(params['subject_name'])
    const reading = { kind, subjectName, value: Number(params['value']), threshold: Number(params['threshold']) }
    return { title: t(`text.${event}.title`, { alarm: alarmWords.title(reading) }), detail: alarmWords.reading(reading) }
  }
}

/** Where the thing that a notification is about is shown. */
export function useNotificationPath(): (notification: Pick<Notification, 'recordType' | 'recordId' | 'recordKey'>) => string {
  const views = useRecordViews()
  return ({ recordType, recordId, recordKey }) => {
    if (recordType === 'alarm') return `/alarms/${recordId}`
    if (recordType === 'webhook') return `/settings/webhooks/${recordId}`
    if (recordType === 'message') return `/messages/${recordId}`
    if (recordType === 'credential') return '/settings/expiry'
    if (recordType === 'api_key') return '/settings/api-keys'
    const view = views.find(({ type }) => snakeCase(type.name) === recordType)
    return view === undefined ? '/notifications' : `${view.path}/${recordKey}`
  }
}
