import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, type RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { ConfirmDialog, NoticeDialog } from './confirm-dialog.tsx'
import { notify } from './notify.tsx'
import type { RecordView } from './record-view.ts'
import { type Referrer, useReferrers } from './use-referrers.ts'

interface DeleteRecordProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly record: Item
  /** What deleting does; undefined: it cannot be deleted now. */
  readonly consequence: ReactNode | undefined
  readonly onDeleted: () => void
}

/** The menu of a record with what deletes it, or says what stands in the way. */
export function DeleteRecord<Item extends RecordBase>(props: DeleteRecordProps<Item>) {
  const { t } = useTranslation('records')
  const [isAsking, setAsking] = useState(false)
  const close = (): void => setAsking(false)
  if (props.consequence === undefined) return null
  return (
    <>
      <Menu>
        <Menu.Target>
          <Tooltip label={t('more')}>
            <ActionIcon aria-label={t('more')}>
              <IconDots size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item data-danger leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => setAsking(true)}>
            {t('delete.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking ? <DeleteDialog {...props} onClose={close} /> : null}
    </>
  )
}

function DeleteDialog<Item extends RecordBase>({
  view,
  record,
  consequence,
  onDeleted,
  onClose,
}: DeleteRecordProps<Item> & { readonly onClose: () => void }) {
  const { t } = useTranslation('records')
  const remove = useMutation(view.queries.remove(useApi()))
  const referrers = useReferrers(view, record)
  const key = keyOf(view.type, record)
  if (referrers === undefined) return null
  if (referrers.length > 0)
    return (
      <InTheWay
        title={t(areKept(referrers) ? 'delete.never' : 'delete.blocked', { key })}
        referrers={referrers}
        record={record}
        onClose={onClose}
      />
    )
  const confirm = (): void =>
    remove.mutate(record.id, {
      onSuccess: () => {
        notify({ message: t('deleted', { key }) })
        onDeleted()
      },
    })
  return (
    <ConfirmDialog
      isOpen
      title={t('delete.title', { key })}
      confirmLabel={t('delete.action')}
      onConfirm={confirm}
      onClose={onClose}
      isPending={remove.isPending}
      error={remove.error}
    >
      {consequence}
    </ConfirmDialog>
  )
}

/** Some of them are never deleted. */
const areKept = (referrers: readonly Referrer[]): boolean => referrers.some(({ view }) => view.type.isImmutable === true)

interface InTheWayProps {
  readonly title: string
  readonly referrers: readonly Referrer[]
  readonly record: RecordBase
  readonly onClose: () => void
}

/** Records that refer to this one: each type with its number and the way to its list. */
function InTheWay({ title, referrers, record, onClose }: InTheWayProps) {
  const { t } = useTranslation('records')
  const { i18n } = useTranslation()
  return (
    <NoticeDialog title={title} onClose={onClose}>
      <p>{t(areKept(referrers) ? 'delete.kept' : 'delete.first')}</p>
      <ul className="in-the-way">
        {referrers.map(({ view, field, count }) => (
          <li key={`${view.type.plural}.${field}`}>
            <Link to={view.path as '/'} search={{ [field]: record.id } as never}>
              {i18n.t(`${view.type.plural}:list.title`)}
            </Link>{' '}
            <span className="dim">{count}</span>
          </li>
        ))}
      </ul>
    </NoticeDialog>
  )
}
