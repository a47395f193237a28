import { IconPencil } from '@tabler/icons-react'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listColumns } from '../../lib/record-layout.ts'
import { generatedRequest } from '../../lib/record-list-search.ts'
import { openTransitions, type RecordBase } from '../../lib/record-type.ts'
import type { RowAction } from '../../ui/data-table-columns.ts'
import { useRecordColumns } from '../../ui/record-columns.tsx'
import { RecordEditor } from '../../ui/record-editor.tsx'
import { RecordFilters } from '../../ui/record-filters.tsx'
import { RecordListPage } from '../../ui/record-list-page.tsx'
import { statusIcon } from '../../ui/record-status.tsx'
import type { AnyRecordView } from '../../ui/record-view.ts'
import { useRecordTransition } from '../../ui/use-record-transition.tsx'
import { useCan } from '../people/people.queries.ts'
import { RecordDetails } from './record-details.tsx'

interface PageProps {
  readonly view: AnyRecordView
}

/** The list of any type. */
export function RecordsPage({ view }: PageProps) {
  const { t } = useTranslation('records')
  const { type } = view
  const can = useCan()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const request = useMemo(() => generatedRequest(type, search), [type, search])
  const chosen = useMemo(() => chosenColumns(view), [view])
  const columns = useRecordColumns(view, chosen)
  const { rowActions, dialog } = useRowActions(view)
  return (
    <>
      <RecordListPage
        view={view}
        columns={columns}
        search={search}
        request={request}
        canWrite={can(`${type.plural}:write`)}
        rowActions={rowActions}
        filters={<RecordFilters view={view} search={search} />}
        guide={can('api_keys:write') ? <Link to="/settings/api-keys">{t('guide')}</Link> : undefined}
      />
      {dialog}
    </>
  )
}

/** The title takes the room that is left; on a narrow table the least telling columns go first. */
function chosenColumns({ type, columns }: AnyRecordView) {
  return (columns ?? listColumns(type)).map((id, index) =>
    index === 0 ? { id, grow: true, width: 200, hideable: false } : { id, isOptional: id !== 'status' && index > 1 },
  )
}

function useRowActions(view: AnyRecordView) {
  const { t } = useTranslation('records')
  const navigate = useNavigate()
  const can = useCan()
  const { move, labelOf, dialog } = useRecordTransition(view)
  const canWrite = can(`${view.type.plural}:write`)
  const rowActions = (record: RecordBase): readonly RowAction[] => {
    if (!canWrite || view.type.isImmutable === true) return []
    const edit = { label: t('edit'), icon: IconPencil, onClick: () => void navigate({ to: `${view.path}/${record.id}/edit` }) }
    const transitions = openTransitions(view.type, record).map((to) => ({
      label: labelOf(record, to),
      icon: statusIcon(to),
      isDestructive: to === 'canceled',
      onClick: () => move(record, to),
    }))
    return [edit, ...transitions]
  }
  return { rowActions, dialog }
}

/** One record beside the list. */
export function RecordPage({ view }: PageProps) {
  const { id = '' } = useParams({ strict: false })
  return <RecordDetails view={view} id={id} />
}

/** What stands in the address is known already: `/work-orders/new?assetId=5`. */
export function NewRecordPage({ view }: PageProps) {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const given = Object.fromEntries(Object.entries(search).filter(([name]) => Object.hasOwn(view.type.fields, name)))
  return <RecordEditor view={view} id={undefined} given={given} canWrite={useCan()(`${view.type.plural}:write`)} />
}

export function EditRecordPage({ view }: PageProps) {
  const { id } = useParams({ strict: false })
  return <RecordEditor view={view} id={id} canWrite={useCan()(`${view.type.plural}:write`)} />
}
