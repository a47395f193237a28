import { Button } from '@mantine/core'
import { IconBan, IconBook2, IconGauge, IconKey, IconPlus, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKey, apiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { environments } from '../../../src-main/features/credentials/credentials.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { RowAction } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { apiKeysQuery } from './api-keys.queries.ts'
import { RevokeDialog } from './revoke-dialog.tsx'
import { useApiKeyColumns } from './use-api-key-columns.tsx'

/** The keys of the systems that call this company's API. */
export function ApiKeysPage() {
  const { t } = useTranslation('api-keys')
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={<Actions />} />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <Keys />
      </WithPanel>
    </Page>
  )
}

function Actions() {
  const { t } = useTranslation('api-keys')
  const can = useCan()
  return (
    <>
      <Button leftSection={<IconBook2 size={16} stroke={1.6} />} renderRoot={(props) => <Link {...props} to="/api-docs" />}>
        {t('docs')}
      </Button>
      <Button
        leftSection={<IconShieldCheck size={16} stroke={1.6} />}
        renderRoot={(props) => <Link {...props} to="/settings/api-keys/safety" />}
      >
        {t('safety.open')}
      </Button>
      <Button leftSection={<IconGauge size={16} stroke={1.6} />} renderRoot={(props) => <Link {...props} to="/settings/api-keys/limits" />}>
        {t('rate-limits:open')}
      </Button>
      {can('api_keys:write') ? <CreateButton /> : null}
    </>
  )
}

function CreateButton() {
  const { t } = useTranslation('api-keys')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/settings/api-keys/new" />}
    >
      {t('create')}
    </Button>
  )
}

function Filters() {
  const { t } = useTranslation('api-keys')
  const search = useSearch({ from: '/shell/settings/api-keys' })
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: values, replace: true })
  const isFiltered = search.status !== undefined || search.environment !== undefined
  return (
    <FilterBar onClear={isFiltered ? () => change({}) : undefined}>
      <SelectFilter
        label={t('column.status')}
        value={search.status}
        options={apiKey.shape.status.options.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(status) => change({ ...search, status })}
      />
      <SelectFilter
        label={t('column.environment')}
        value={search.environment}
        options={environments.map((value) => ({ value, label: t(`environment.${value}`) }))}
        onChange={(environment) => change({ ...search, environment })}
      />
    </FilterBar>
  )
}

function Keys() {
  const { t } = useTranslation('api-keys')
  const { rows, query } = useFilteredKeys()
  const navigate = useNavigate()
  const { keyId } = useParams({ strict: false })
  const [revoked, setRevoked] = useState<ApiKey>()
  const rowActions = useRowActions(setRevoked)
  return (
    <>
      <DataTable
        name="api-keys"
        label={t('title')}
        columns={useApiKeyColumns()}
        rows={rows}
        rowId={idOf}
        activeId={keyId}
        onOpen={(key) => void navigate({ to: '/settings/api-keys/$keyId', params: { keyId: idOf(key) }, search: true })}
        rowActions={rowActions}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={<NoKeys isFiltered={(query.data?.length ?? 0) > 0} />}
      />
      <RevokeDialog apiKey={revoked} onClose={() => setRevoked(undefined)} />
    </>
  )
}

const idOf = (key: ApiKey): string => String(key.id)

function useFilteredKeys() {
  const search = useSearch({ from: '/shell/settings/api-keys' })
  const query = useQuery(apiKeysQuery(useApi()))
  const rows = query.data?.filter(
    (key) =>
      (search.status === undefined || key.status === search.status) &&
      (search.environment === undefined || key.environment === search.environment),
  )
  return { rows, query }
}

function useRowActions(onRevoke: (key: ApiKey) => void): (key: ApiKey) => readonly RowAction[] {
  const { t } = useTranslation('api-keys')
  const can = useCan()
  return (key) =>
    key.status === 'revoked' || !can('api_keys:write')
      ? []
      : [{ label: t('revoke'), icon: IconBan, isDestructive: true, onClick: () => onRevoke(key) }]
}

function NoKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('api-keys')
  const can = useCan()
  if (isFiltered) return <EmptyState icon={IconKey} title={t('noneMatch.title')} description={t('noneMatch.description')} />
  return (
    <EmptyState
      icon={IconKey}
      title={t('empty.title')}
      description={t('empty.description')}
      action={can('api_keys:write') ? <CreateButton /> : undefined}
    />
  )
}
