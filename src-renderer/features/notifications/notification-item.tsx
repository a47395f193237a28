import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Notification } from '../../../src-main/features/notifications/notifications.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DateTime } from '../../ui/values.tsx'
import { SeverityBadge, useNotificationPath, useNotificationWords } from './notification-words.tsx'
import { readMutation } from './notifications.queries.ts'

interface NotificationItemProps {
  readonly notification: Notification
  readonly onOpen?: () => void
}

/** What somebody is told, as the way to it; opening it reads it. */
export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const { mutate } = useMutation(readMutation(useApi()))
  const { title, detail } = useNotificationWords()(notification)
  const path = useNotificationPath()(notification)
  const open = (): void => {
    if (notification.readAt === null) mutate(notification.id)
    onOpen?.()
  }
  return (
    <Link to={path} className="notification-item" onClick={open} {...(notification.readAt === null ? { 'data-unread': true } : {})}>
      <span className="notification-title">{title}</span>
      {detail === '' ? null : <span className="dim">{detail}</span>}
      <span className="notification-meta">
        <SeverityBadge severity={notification.severity} />
        <DateTime time={notification.createdAt} />
      </span>
    </Link>
  )
}
