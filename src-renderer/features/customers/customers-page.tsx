import { IconPencil, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../src-main/features/customers/customers.contract.ts'
import { listRequestOf } from '../../lib/record-list-search.ts'
import type { RowAction } from '../../ui/data-table-columns.ts'
import { type ColumnChoice, useRecordColumns } from '../../ui/record-columns.tsx'
import { RecordListPage } from '../../ui/record-list-page.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { customerView } from './customer-view.ts'

const chosen: readonly ColumnChoice<Customer>[] = [
  { id: 'name', grow: true, width: 220, hideable: false },
  { id: 'city', width: 150 },
  {
    id: 'taxNumber',
    width: 150,
    isOptional: true,
    cell: ({ taxNumber }) => (taxNumber === null ? <span className="dim">–</span> : <Code>{taxNumber}</Code>),
  },
  { id: 'currency', width: 80, isOptional: true },
  { id: 'updatedAt', width: 130 },
]

export function CustomersPage() {
  const { t } = useTranslation('customers')
  const can = useCan()
  const search = useSearch({ from: '/shell/customers' })
  const request = useMemo(() => listRequestOf(search), [search])
  const columns = useRecordColumns(customerView, chosen)
  const guide = can('api_keys:write') ? <Link to="/settings/api-keys">{t('empty.guide')}</Link> : undefined
  return (
    <RecordListPage
      view={customerView}
      columns={columns}
      search={search}
      request={request}
      canWrite={can('customers:write')}
      rowActions={useRowActions()}
      guide={guide}
    />
  )
}

function useRowActions() {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const can = useCan()
  return ({ id }: Customer): readonly RowAction[] => {
    const edit = {
      label: t('action.edit'),
      icon: IconPencil,
      onClick: () => void navigate({ to: '/customers/$id/edit', params: { id: String(id) } }),
    }
    const newJob = {
      label: t('action.newJob'),
      icon: IconPlus,
      onClick: () => void navigate({ to: '/jobs/new', search: { customerId: id } }),
    }
    return [...(can('customers:write') ? [edit] : []), ...(can('jobs:write') ? [newJob] : [])]
  }
}
