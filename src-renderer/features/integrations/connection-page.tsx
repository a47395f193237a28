import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Stat, StatRow } from '../../ui/stat.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { DateTime } from '../../ui/values.tsx'
import { ConnectionActions } from './connection-actions.tsx'
import { ConnectionBadge } from './connector-words.tsx'
import { type Connection, type Integration, integrationsQuery } from './integrations.queries.ts'
import { FailureWords } from './test-steps.tsx'
import './integrations.css'

/** The connection of the page with its connector; undefined while they are on their way, or when there is none. */
export function useConnection() {
  const { connectionId } = useParams({ from: '/shell/settings/integrations/$connectionId' })
  const query = useQuery(integrationsQuery(useApi()))
  const found = query.data
    ?.flatMap((integration) => integration.connections.map((connection) => ({ connection, integration })))
    .find(({ connection }) => connection.id === Number(connectionId))
  return { query, found }
}

const isLog = (path: string): boolean => !/\/(?:usage|sync|settings)$/.test(path)

/** One connection: whether it works, what it did, and how it is set. */
export function ConnectionPage() {
  const { t } = useTranslation('integrations')
  const { query, found } = useConnection()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const breadcrumbs = [{ label: t('title'), to: '/settings/integrations' }]
  return (
    <Page fill={isLog(path) && found !== undefined}>
      <PageHeader
        title={found?.connection.name ?? t('one')}
        breadcrumbs={breadcrumbs}
        {...(found === undefined
          ? {}
          : {
              description: [found.integration.name, found.connection.account].filter((part) => part !== null).join(' · '),
              badge: <ConnectionBadge status={found.connection.status} />,
              actions: <ConnectionActions {...found} />,
            })}
      />
      {query.error === null || query.data !== undefined ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {query.data !== undefined && found === undefined ? <EmptyState title={t('gone.title')} description={t('gone.description')} /> : null}
      {found === undefined ? null : <Parts {...found} />}
    </Page>
  )
}

interface FoundProps {
  readonly connection: Connection
  readonly integration: Integration
}

function Parts({ connection, integration }: FoundProps) {
  const { t } = useTranslation('integrations')
  const path = useRouterState({ select: (state) => state.location.pathname })
  const base = `/settings/integrations/${connection.id}`
  const tabs = [
    { label: t('tab.calls'), to: base, isCurrent: isLog(path) },
    ...(integration.sync === null ? [] : [{ label: t(`tab.${integration.sync}`), to: `${base}/sync`, isCurrent: path === `${base}/sync` }]),
    { label: t('tab.usage'), to: `${base}/usage`, isCurrent: path === `${base}/usage` },
    { label: t('tab.settings'), to: `${base}/settings`, isCurrent: path === `${base}/settings` },
  ]
  return (
    <>
      {connection.status === 'ERROR' && connection.lastError !== null ? <FailureWords failure={connection.lastError} /> : null}
      <StatRow>
        <Stat label={t('fact.lastSuccess')} value={<TimeOr time={connection.lastSuccessAt} />} />
        <Stat
          label={t('fact.lastError')}
          value={<TimeOr time={connection.lastError?.at ?? null} />}
          note={connection.lastError?.message}
          {...(connection.status === 'ERROR' ? { tone: 'failed' as const } : {})}
        />
        {connection.grant === null ? null : <Stat label={t('fact.nextRefresh')} value={<TimeOr time={connection.nextRefreshAt} />} />}
      </StatRow>
      <TabLinks label={t('tab.label')} tabs={tabs} />
      <Outlet />
    </>
  )
}

function TimeOr({ time }: { readonly time: string | null }) {
  const { t } = useTranslation('integrations')
  return time === null ? <span className="dim">{t('never')}</span> : <DateTime time={time} />
}
