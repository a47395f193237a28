import { type Icon, IconAlertTriangle, IconBellRinging, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { snakeCase } from '../../../src-main/contract/wire.ts'
import { type NotificationWords, notificationWords } from '../../../src-main/features/notifications/notification-words.contract.ts'
import type { Notification, Severity } from '../../../src-main/features/notifications/notifications.contract.ts'
import { useRecordViews } from '../../ui/record-views.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
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

/** What a notification says, in the language of the window. */
export function useNotificationWords(): (notification: Notification) => NotificationWords {
  const { t } = useTranslation('notifications')
  const { number } = useFormat()
  return (notification) => notificationWords(notification, { text: (key, values) => t(key, values), number })
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
