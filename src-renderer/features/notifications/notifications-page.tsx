import { Button } from '@mantine/core'
import { IconAdjustments, IconBell, IconChecks } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Notification, notificationTypes, severities } from '../../../src-main/features/notifications/notifications.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { ListFilters } from '../../ui/list-filters.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { SeverityBadge, useNotificationPath, useNotificationWords } from './notification-words.tsx'
import './notifications.css'
import { notificationsQuery, readAllMutation, readMutation } from './notifications.queries.ts'

const from = '/shell/notifications'

/** Everything that the person was told of. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications')
  const api = useApi()
  const search = useSearch({ from })
  const list = useCursorList(notificationsQuery(api, search))
  const navigate = useNavigate()
  const { mutate } = useMutation(readMutation(api))
  const pathOf = useNotificationPath()
  const reason = Object.values(search).some((value) => value !== undefined) ? 'noneMatch' : 'empty'
  const open = (notification: Notification): void => {
    if (notification.readAt === null) mutate(notification.id)
    void navigate({ to: pathOf(notification) })
  }
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={<Actions newest={list.rows?.[0]} />} />
      <Filters />
      <DataTable
        name="notifications"
        label={t('title')}
        columns={useColumns()}
        rowId={({ id }) => String(id)}
        onOpen={open}
        {...list}
        empty={<EmptyState icon={IconBell} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />}
      />
    </Page>
  )
}

function Actions({ newest }: { readonly newest: Notification | undefined }) {
  const { t } = useTranslation('notifications')
  const readAll = useMutation(readAllMutation(useApi()))
  return (
    <>
      {newest === undefined ? null : (
        <Button leftSection={<IconChecks size={16} stroke={1.6} />} loading={readAll.isPending} onClick={() => readAll.mutate(newest.id)}>
          {t('readAll')}
        </Button>
      )}
      <Button
        leftSection={<IconAdjustments size={16} stroke={1.6} />}
        renderRoot={(props) => <Link {...props} to="/settings/notifications" />}
      >
        {t('settings.open')}
      </Button>
    </>
  )
}

function Filters() {
  const { t } = useTranslation('notifications')
  return (
    <ListFilters
      search={useSearch({ from })}
      chips={{
        name: 'state',
        label: t('column.state'),
        allLabel: t('state.all'),
        options: (['unread', 'read'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
      }}
      selects={[
        { name: 'type', label: t('column.type'), options: notificationTypes.map((value) => ({ value, label: t(`type.${value}`) })) },
        { name: 'severity', label: t('column.severity'), options: severities.map((value) => ({ value, label: t(`severity.${value}`) })) },
      ]}
    />
  )
}

function useColumns(): readonly DataColumn<Notification>[] {
  const { t } = useTranslation('notifications')
  return useMemo<readonly DataColumn<Notification>[]>(
    () => [
      { id: 'text', header: t('column.text'), grow: true, width: 300, hideable: false, cell: (one) => <Text notification={one} /> },
      { id: 'severity', header: t('column.severity'), width: 140, cell: ({ severity }) => <SeverityBadge severity={severity} /> },
      { id: 'type', isOptional: true, header: t('column.type'), width: 190, cell: ({ type }) => t(`type.${type}`) },
      { id: 'record', isOptional: true, header: t('column.record'), width: 130, cell: ({ recordKey }) => <Code>{recordKey}</Code> },
      { id: 'time', header: t('column.time'), width: 130, cell: ({ createdAt }) => <DateTime time={createdAt} /> },
      { id: 'state', header: t('column.state'), width: 124, cell: ({ readAt }) => t(readAt === null ? 'state.unread' : 'state.read') },
    ],
    [t],
  )
}

function Text({ notification }: { readonly notification: Notification }) {
  const { title, detail } = useNotificationWords()(notification)
  return (
    <span className="notification-text">
      {notification.readAt === null ? <strong>{title}</strong> : <span>{title}</span>}
      <span className="dim">{detail}</span>
    </span>
  )
}
