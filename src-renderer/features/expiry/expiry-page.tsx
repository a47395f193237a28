import { IconHourglassEmpty } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { expiryKinds } from '../../../src-main/features/expiry/expiry.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ListFilters } from '../../ui/list-filters.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { expiryQuery } from './expiry.queries.ts'
import { pathOf } from './expiry-path.ts'
import { useExpiryColumns } from './use-expiry-columns.tsx'
import { withinChoices } from './within.ts'

/** Every key, client, consent, webhook secret and certificate with its end, so that none ends unseen. */
export function ExpiryPage() {
  const { t } = useTranslation('expiry')
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} />
      <Filters />
      <Credentials />
    </Page>
  )
}

const from = '/shell/settings/expiry'

function Filters() {
  const { t } = useTranslation('expiry')
  return (
    <ListFilters
      search={useSearch({ from })}
      chips={{
        name: 'within',
        label: t('within.label'),
        allLabel: t('within.all'),
        options: withinChoices.map((value) => ({ value, label: t('within.days', { days: value }) })),
      }}
      selects={[{ name: 'kind', label: t('column.kind'), options: expiryKinds.map((value) => ({ value, label: t(`kind.${value}`) })) }]}
    />
  )
}

function Credentials() {
  const { t } = useTranslation('expiry')
  const { within, kind } = useSearch({ from })
  const query = useQuery(expiryQuery(useApi(), { kind, withinDays: within === undefined ? undefined : Number(within) }))
  const navigate = useNavigate()
  const reason = within === undefined && kind === undefined ? 'empty' : 'noneMatch'
  return (
    <DataTable
      name="expiry"
      label={t('title')}
      columns={useExpiryColumns()}
      rows={query.data}
      rowId={({ id }) => id}
      onOpen={(credential) => void navigate({ to: pathOf(credential) })}
      error={query.error}
      onRetry={() => void query.refetch()}
      empty={<EmptyState icon={IconHourglassEmpty} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />}
    />
  )
}
