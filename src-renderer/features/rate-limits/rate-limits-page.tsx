import { Button } from '@mantine/core'
import { IconGauge, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RateLimit } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
import { rateLimitsQuery } from '../../lib/credential-queries.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCompanySettings } from '../people/people.queries.ts'

/** The limits with a name, which several keys and clients share. */
export function RateLimitsPage() {
  const { t } = useTranslation('rate-limits')
  const query = useQuery(rateLimitsQuery(useApi()))
  const navigate = useNavigate()
  const { canChange, toLive } = useCompanySettings('api_keys:write')
  const create = canChange ? <CreateButton /> : undefined
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        description={t('description')}
        breadcrumbs={[{ label: t('apiKeys'), to: '/settings/api-keys' }]}
        actions={create}
      />
      <LiveOnly toLive={toLive} />
      <DataTable
        name="rate-limits"
        label={t('title')}
        columns={useColumns()}
        rows={query.data}
        rowId={({ id }) => String(id)}
        onOpen={({ id }) => void navigate({ to: '/settings/api-keys/limits/$limitId', params: { limitId: String(id) } })}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={<EmptyState icon={IconGauge} title={t('empty.title')} description={t('empty.description')} action={create} />}
      />
    </Page>
  )
}

function CreateButton() {
  const { t } = useTranslation('rate-limits')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/settings/api-keys/limits/new" />}
    >
      {t('create')}
    </Button>
  )
}

function useColumns(): readonly DataColumn<RateLimit>[] {
  const { t } = useTranslation('rate-limits')
  const format = useFormat()
  return useMemo<readonly DataColumn<RateLimit>[]>(() => {
    const number = (id: string, width: number, count: (limit: RateLimit) => number): DataColumn<RateLimit> => ({
      id,
      header: t(`column.${id}`),
      width,
      align: 'end',
      sortValue: count,
      cell: (limit) => format.number(count(limit)),
    })
    return [
      { id: 'name', header: t('column.name'), grow: true, width: 200, hideable: false, cell: ({ name }) => <strong>{name}</strong> },
      number('reads', 150, ({ readsPerHour }) => readsPerHour),
      number('writes', 150, ({ writesPerHour }) => writesPerHour),
      number('keys', 120, ({ keyCount }) => keyCount),
      number('clients', 140, ({ clientCount }) => clientCount),
    ]
  }, [t, format])
}
