import { IconTargetArrow } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { verdicts } from '../../../src-main/features/webhook-catchers/webhook-catchers.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { CatcherActions } from './catcher-actions.tsx'
import { ListeningBadge, VerdictBadge } from './catcher-words.tsx'
import { type Caught, catcherQuery, caughtListQuery } from './catchers.queries.ts'
import './catcher-page.css'

const from = '/shell/settings/webhooks/catchers/$catcherId'

/** One catcher: its address, and what arrives there, as it arrives. */
export function CatcherPage() {
  const { t } = useTranslation('webhook-catchers')
  const { catcherId } = useParams({ from })
  const query = useQuery(catcherQuery(useApi(), Number(catcherId)))
  const catcher = query.data
  const breadcrumbs = [
    { label: t('webhooks'), to: '/settings/webhooks' },
    { label: t('title'), to: '/settings/webhooks/catchers' },
  ]
  if (catcher === undefined && query.error !== null) {
    return (
      <Page>
        <PageHeader title={t('oneTitle')} breadcrumbs={breadcrumbs} />
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    )
  }
  return (
    <Page fill>
      <PageHeader
        title={catcher?.name ?? t('oneTitle')}
        description={<Address url={catcher?.url ?? ' '} />}
        breadcrumbs={breadcrumbs}
        badge={catcher === undefined ? undefined : <ListeningBadge catcher={catcher} />}
        actions={catcher === undefined ? undefined : <CatcherActions catcher={catcher} />}
      />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <CaughtList webhookId={catcher?.webhookId ?? null} />
      </WithPanel>
    </Page>
  )
}

function Address({ url }: { readonly url: string }) {
  const { t } = useTranslation('webhook-catchers')
  return (
    <span className="catcher-address">
      <Code>{url}</Code>
      <CopyButton value={url} label={t('copyUrl')} />
    </span>
  )
}

function Filters() {
  const { t } = useTranslation('webhook-catchers')
  const { verdict } = useSearch({ from })
  const navigate = useNavigate()
  const change = (chosen: typeof verdict): void => void navigate({ to: '.', search: { verdict: chosen }, replace: true })
  return (
    <FilterBar onClear={verdict === undefined ? undefined : () => change(undefined)}>
      <SelectFilter
        label={t('column.verdict')}
        value={verdict}
        options={verdicts.map((value) => ({ value, label: t(`verdict.${value}`) }))}
        onChange={change}
      />
    </FilterBar>
  )
}

function CaughtList({ webhookId }: { readonly webhookId: number | null }) {
  const { t } = useTranslation('webhook-catchers')
  const { catcherId } = useParams({ from })
  const { caughtId } = useParams({ strict: false })
  const search = useSearch({ from })
  const list = useCursorList(caughtListQuery(useApi(), Number(catcherId), search))
  const navigate = useNavigate()
  const reason = search.verdict === undefined ? 'noneCaught' : 'noneMatch'
  const open = ({ id }: Caught): void =>
    void navigate({ to: '/settings/webhooks/catchers/$catcherId/$caughtId', params: { catcherId, caughtId: String(id) }, search: true })
  return (
    <DataTable
      name="caught-requests"
      label={t('column.caught')}
      columns={useColumns()}
      rowId={(caught) => String(caught.id)}
      activeId={caughtId}
      onOpen={open}
      {...list}
      empty={
        <EmptyState
          icon={IconTargetArrow}
          title={t(`${reason}.title`)}
          description={t(`${reason}.description`)}
          guide={webhookId === null ? undefined : <WebhookLink id={webhookId}>{t('toWebhook')}</WebhookLink>}
        />
      }
    />
  )
}

function WebhookLink({ id, children }: { readonly id: number; readonly children: string }) {
  return (
    <Link to="/settings/webhooks/$webhookId" params={{ webhookId: String(id) }}>
      {children}
    </Link>
  )
}

function useColumns(): readonly DataColumn<Caught>[] {
  const { t } = useTranslation('webhook-catchers')
  const format = useFormat()
  return useMemo<readonly DataColumn<Caught>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 100, cell: ({ receivedAt }) => <DateTime time={receivedAt} show="log" /> },
      {
        id: 'verdict',
        header: t('column.verdict'),
        width: 156,
        hideable: false,
        cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
      },
      {
        id: 'event',
        header: t('column.event'),
        grow: true,
        width: 150,
        cell: ({ eventType }) => (eventType === null ? <span className="dim">{t('nothing')}</span> : <Code>{eventType}</Code>),
      },
      { id: 'webhook', isOptional: true, header: t('column.webhook'), width: 140, cell: ({ webhookName }) => webhookName ?? '–' },
      { id: 'attempt', header: t('column.attempt'), width: 84, align: 'end', cell: ({ attemptNumber }) => attemptNumber ?? '–' },
      { id: 'size', header: t('column.size'), width: 84, align: 'end', cell: ({ bodyBytes }) => format.bytes(bodyBytes) },
    ],
    [t, format],
  )
}
