import { ActionIcon, Menu, Skeleton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn, RowAction } from './data-table-columns.ts'

interface RowProps<Row> {
  readonly id: string
  readonly row: Row
  readonly index: number
  readonly columns: readonly DataColumn<Row>[]
  readonly isActive: boolean
  readonly isTabStop: boolean
  readonly onOpen: ((row: Row) => void) | undefined
  readonly rowActions: ((row: Row) => readonly RowAction[]) | undefined
}

function Row<Item>({ row, index, columns, isActive, isTabStop, onOpen, rowActions }: RowProps<Item>) {
  return (
    <tr
      data-index={index}
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isActive}
      tabIndex={isTabStop ? 0 : -1}
      {...(onOpen === undefined ? {} : { 'data-opens': true, onClick: () => onOpen(row) })}
    >
      {columns.map((column) => (
        <td key={column.id} data-align={column.align ?? 'start'}>
          {column.cell(row)}
        </td>
      ))}
      <td className="data-table-actions">{rowActions === undefined ? null : <RowMenu actions={rowActions(row)} />}</td>
    </tr>
  )
}

/** NB: `memo` forgets the type parameter; the cast gives it back. */
export const DataTableRow = memo(Row) as <Item>(props: RowProps<Item>) => ReactNode

function RowMenu({ actions }: { readonly actions: readonly RowAction[] }) {
  const { t } = useTranslation('ui')
  if (actions.length === 0) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('table.rowActions')} onClick={(event) => event.stopPropagation()}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {actions.map((action) => (
          <Menu.Item
            key={action.label}
            leftSection={<action.icon size={15} stroke={1.6} />}
            {...(action.isDestructive === true ? { color: 'red' } : {})}
            onClick={action.onClick}
          >
            {action.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface SkeletonRowsProps {
  readonly count: number
  readonly columnCount: number
}

/** Rows of the final height in the place of rows that are on their way. */
export function SkeletonRows({ count, columnCount }: SkeletonRowsProps) {
  const { t } = useTranslation('ui')
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: skeleton rows are all alike and never move
    <tr key={index} aria-hidden={index > 0}>
      {Array.from({ length: columnCount }, (__, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <td key={column}>
          {index === 0 && column === 0 ? <span className="visually-hidden">{t('table.loading')}</span> : null}
          <Skeleton height={12} width={`${45 + ((index * 7 + column * 13) % 40)}%`} radius="sm" />
        </td>
      ))}
      <td />
    </tr>
  ))
}
