import { ActionIcon, Button, Indicator, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { NotificationItem } from './notification-item.tsx'
import './notifications.css'
import { countsQuery, newestQuery, readAllMutation } from './notifications.queries.ts'
import { useDesktopNotifications } from './use-desktop-notifications.ts'

const mostShown = 99

/** How much a person has not read, and the newest of it. */
export function NotificationBell() {
  const { t } = useTranslation('notifications')
  const [isOpen, setOpen] = useState(false)
  const { data, dataUpdatedAt } = useQuery(countsQuery(useApi()))
  const { unread = 0, due = 0 } = data ?? {}
  useDesktopNotifications({ count: due, readAt: dataUpdatedAt })
  const label = unread === 0 ? t('title') : t('bell', { count: unread })
  return (
    <Popover opened={isOpen} onChange={setOpen} width={380} position="bottom-end" trapFocus>
      <Indicator label={unread > mostShown ? `${mostShown}+` : unread} disabled={unread === 0} size={16} offset={5} className="bell">
        <Popover.Target>
          <ActionIcon size={32} aria-label={label} title={label} onClick={() => setOpen(!isOpen)}>
            <IconBell size={18} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className="bell-list">{isOpen ? <Newest onDone={() => setOpen(false)} /> : null}</Popover.Dropdown>
    </Popover>
  )
}

function Newest({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('notifications')
  const api = useApi()
  const { data: newest, error, refetch } = useQuery(newestQuery(api))
  const readAll = useMutation(readAllMutation(api))
  const first = newest?.[0]
  const hasUnread = newest?.some(({ readAt }) => readAt === null) ?? false
  return (
    <>
      <header className="bell-head">
        <strong>{t('title')}</strong>
        {first === undefined || !hasUnread ? null : (
          <Button size="compact-sm" variant="subtle" loading={readAll.isPending} onClick={() => readAll.mutate(first.id)}>
            {t('readAll')}
          </Button>
        )}
      </header>
      {newest === undefined && error === null ? <SkeletonLines count={4} /> : null}
      {newest === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {newest?.length === 0 ? <p className="dim bell-empty">{t('empty.title')}</p> : null}
      <ul>
        {newest?.map((notification) => (
          <li key={notification.id}>
            <NotificationItem notification={notification} onOpen={onDone} />
          </li>
        ))}
      </ul>
      <Link to="/notifications" className="bell-all" onClick={onDone}>
        {t('all')}
      </Link>
    </>
  )
}
