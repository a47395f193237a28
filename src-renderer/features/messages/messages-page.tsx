import { IconMail } from '@tabler/icons-react'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { messageKinds, messageStatuses } from '../../../src-main/features/messages/message.contract.ts'
import { type ListedMessage, messagesQuery } from '../../lib/message-queries.ts'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { SendMessage } from '../../ui/send-message.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { MessageKindMark, MessageStatus } from './message-status.tsx'

const from = '/shell/messages'

/** What was sent to somebody outside, what waits, and what came in. */
export function MessagesPage() {
  const { t } = useTranslation('messages')
  const can = useCan()
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={can('messages:write') ? <SendMessage isPrimary /> : undefined}
      />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <Messages />
      </WithPanel>
    </Page>
  )
}

function Filters() {
  const { t } = useTranslation('messages')
  const search = useSearch({ from })
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: { ...search, ...values }, replace: true })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <FilterBar onClear={isFiltered ? () => void navigate({ to: '.', search: {}, replace: true }) : undefined}>
      <SearchField value={search.q ?? ''} onChange={(q) => change({ q: q.trim() === '' ? undefined : q })} placeholder={t('search')} />
      <SelectFilter
        label={t('column.status')}
        value={search.status}
        options={messageStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(status) => change({ status })}
      />
      <SelectFilter
        label={t('column.kind')}
        value={search.kind}
        options={messageKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <SelectFilter
        label={t('column.direction')}
        value={search.direction}
        options={(['out', 'in'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
        onChange={(direction) => change({ direction })}
      />
    </FilterBar>
  )
}

function Messages() {
  const { t } = useTranslation('messages')
  const search = useSearch({ from })
  const list = useCursorList(messagesQuery(useApi(), search))
  const navigate = useNavigate()
  const { messageId } = useParams({ strict: false })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <DataTable
      name="messages"
      label={t('title')}
      columns={useColumns()}
      rowId={({ id }) => String(id)}
      activeId={messageId}
      onOpen={({ id }) => void navigate({ to: '/messages/$messageId', params: { messageId: String(id) }, search: true })}
      {...list}
      empty={
        <EmptyState
          icon={IconMail}
          title={t(isFiltered ? 'noneMatch.title' : 'empty.title')}
          description={t(isFiltered ? 'noneMatch.description' : 'empty.description')}
        />
      }
    />
  )
}

function useColumns(): readonly DataColumn<ListedMessage>[] {
  const { t } = useTranslation('messages')
  return useMemo<readonly DataColumn<ListedMessage>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 132, cell: ({ createdAt }) => <DateTime time={createdAt} show="log" /> },
      { id: 'kind', header: t('column.kind'), width: 110, cell: (message) => <MessageKindMark kind={message.kind} /> },
      {
        id: 'with',
        header: t('column.with'),
        width: 210,
        hideable: false,
        cell: ({ direction, from: sender, to }) => (direction === 'in' ? `← ${sender ?? ''}` : to.join(', ')),
      },
      { id: 'content', header: t('column.content'), grow: true, width: 220, cell: ({ subject, text }) => subject ?? text },
      { id: 'status', header: t('column.status'), width: 130, cell: ({ status }) => <MessageStatus status={status} /> },
      {
        id: 'record',
        header: t('column.record'),
        width: 140,
        cell: ({ recordKey }) => (recordKey === null ? '–' : <Code>{recordKey}</Code>),
      },
      { id: 'connection', isOptional: true, header: t('column.connection'), width: 150, cell: ({ connectionName }) => connectionName },
      { id: 'by', isOptional: true, header: t('column.by'), width: 140, cell: ({ causedBy }) => causedBy.name },
    ],
    [t],
  )
}
