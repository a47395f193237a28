import { Button, TextInput } from '@mantine/core'
import { IconPlug, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { connectorCategories } from '../../../src-main/connectors/kit/connector.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { FilterChips } from '../../ui/filter-chips.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { ConnectionBadge, ConnectorMark, useConnectorWords } from './connector-words.tsx'
import { type Connection, type Integration, integrationsQuery } from './integrations.queries.ts'
import './integrations.css'

const from = '/shell/settings/integrations'

/** What the company is connected to, and what it could be. */
export function IntegrationsPage() {
  const { t } = useTranslation('integrations')
  const query = useQuery(integrationsQuery(useApi()))
  const connected = query.data?.flatMap((integration) => integration.connections.map((connection) => ({ connection, integration }))) ?? []
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')} />
      {query.error === null || query.data !== undefined ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {connected.length === 0 ? null : (
        <section aria-labelledby="connected">
          <h2 id="connected" className="integrations-heading">
            {t('connected')} <span className="dim">{connected.length}</span>
          </h2>
          <ul className="connection-cards">
            {connected.map(({ connection, integration }) => (
              <li key={connection.id}>
                <ConnectionCard connection={connection} integration={integration} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {query.data === undefined ? null : <Catalogue integrations={query.data} />}
    </Page>
  )
}

function ConnectionCard({ connection, integration }: { readonly connection: Connection; readonly integration: Integration }) {
  const { t } = useTranslation('integrations')
  const { id, name, account, status, lastError, isDefault } = connection
  return (
    <Link className="connection-card" to="/settings/integrations/$connectionId" params={{ connectionId: String(id) }} data-status={status}>
      <ConnectorMark type={integration.type} />
      <span className="connection-card-text">
        <strong>{name}</strong>
        <span className="dim">
          {[
            integration.name === name ? undefined : integration.name,
            account,
            isDefault && integration.connections.length > 1 ? t('default') : undefined,
          ]
            .filter((part) => part !== undefined && part !== null)
            .join(' · ')}
        </span>
        {status === 'ERROR' && lastError !== null ? (
          <span className="connection-card-error">{lastError.message}</span>
        ) : (
          <LastUse connection={connection} />
        )}
      </span>
      <ConnectionBadge status={status} />
    </Link>
  )
}

function LastUse({ connection: { lastSuccessAt } }: { readonly connection: Connection }) {
  const { t } = useTranslation('integrations')
  return (
    <span className="dim">
      {lastSuccessAt === null ? (
        t('neverWorked')
      ) : (
        <>
          {t('lastWorked')} <DateTime time={lastSuccessAt} />
        </>
      )}
    </span>
  )
}

function Catalogue({ integrations }: { readonly integrations: readonly Integration[] }) {
  const { t } = useTranslation('integrations')
  const { category, q = '' } = useSearch({ from })
  const navigate = useNavigate()
  const change = (search: { category?: typeof category; q?: string | undefined }): void =>
    void navigate({ to: '/settings/integrations', search: { category, q: q === '' ? undefined : q, ...search }, replace: true })
  const there = connectorCategories.filter((each) => integrations.some((integration) => integration.category === each))
  const shown = integrations.filter(
    (each) =>
      (category === undefined || each.category === category) && each.name.toLocaleLowerCase().includes(q.toLocaleLowerCase().trim()),
  )
  return (
    <section aria-labelledby="catalogue">
      <div className="catalogue-head">
        <h2 id="catalogue" className="integrations-heading">
          {t('catalogue')}
        </h2>
        <FilterChips
          label={t('category.label')}
          value={category}
          allLabel={t('category.all')}
          options={there.map((value) => ({ value, label: t(`category.${value}`) }))}
          onChange={(chosen) => change({ category: chosen })}
        />
        <TextInput
          className="catalogue-search"
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={q}
          onChange={(event) => change({ q: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={IconPlug} title={t('noneFound.title')} description={t('noneFound.description')} />
      ) : (
        <ul className="catalogue">
          {shown.map((integration) => (
            <li key={integration.type}>
              <CatalogueEntry integration={integration} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function CatalogueEntry({ integration: { type, name, category, auth, connections } }: { readonly integration: Integration }) {
  const { t } = useTranslation('integrations')
  const { about } = useConnectorWords(type)
  const can = useCan()
  return (
    <div className="catalogue-entry" title={about}>
      <ConnectorMark type={type} />
      <span className="connection-card-text">
        <strong>{name}</strong>
        <span className="dim">
          {t(`category.${category}`)} · {connections.length === 0 ? t(`auth.${auth}`) : t('count', { count: connections.length })}
        </span>
      </span>
      {can('integrations:write') ? (
        <Button
          // What is seen comes first, so that who speaks to the window can say it.
          aria-label={`${t('connect')} ${name}`}
          renderRoot={(props) => <Link {...props} to="/settings/integrations/connect/$type" params={{ type }} />}
        >
          {t('connect')}
        </Button>
      ) : null}
    </div>
  )
}
