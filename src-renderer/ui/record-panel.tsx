import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { DeleteRecord } from './delete-record.tsx'
import { DetailPanel } from './detail-panel.tsx'
import './record-panel.css'
import { RecordStatus } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { ErrorState, SkeletonLines } from './states.tsx'
import { Code } from './values.tsx'

interface RecordPanelProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly id: string
  readonly canWrite: boolean
  /** Whether it may be deleted, and what that does, with numbers. Undefined: it may not be now. */
  readonly deletion: (record: Item) => ReactNode | undefined
  /** The person may not change it in this state. */
  readonly isLocked?: (record: Item) => boolean
  readonly children: (record: Item) => ReactNode
}

/** One record beside its list: key, status, edit, delete, and what the type shows of it. */
export function RecordPanel<Item extends RecordBase>({ view, id, canWrite, deletion, isLocked, children }: RecordPanelProps<Item>) {
  const navigate = useNavigate()
  const record = useQuery(view.queries.one(useApi(), id))
  const close = (): void => void navigate({ to: view.path, search: true as never })
  const item = record.data
  if (item === undefined) {
    return (
      <DetailPanel title={<Code>{`${view.type.keyPrefix}-${id}`}</Code>} onClose={close}>
        {record.error === null ? <SkeletonLines count={8} /> : <ErrorState error={record.error} onRetry={() => void record.refetch()} />}
      </DetailPanel>
    )
  }
  const canEdit = canWrite && isLocked?.(item) !== true
  return (
    <DetailPanel
      key={item.id}
      title={<Code>{keyOf(view.type, item)}</Code>}
      {...(item.status === undefined ? {} : { badge: <RecordStatus namespace={view.type.plural} status={item.status} /> })}
      actions={
        <>
          {canEdit ? <EditButton to={`${view.path}/${item.id}/edit`} /> : null}
          {canWrite ? <DeleteRecord view={view} record={item} consequence={deletion(item)} onDeleted={close} /> : null}
        </>
      }
      onClose={close}
    >
      <p className="record-title">{view.titleOf(item)}</p>
      {children(item)}
    </DetailPanel>
  )
}

function EditButton({ to }: { readonly to: string }) {
  const { t } = useTranslation('records')
  return (
    <Button leftSection={<IconPencil size={15} stroke={1.6} />} component={Link} to={to}>
      {t('edit')}
    </Button>
  )
}
