import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import type { Header } from '@tanstack/react-table'
import type { MouseEvent, TouchEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from './data-table-columns.ts'
import type { TableFeatures, useDataTable } from './use-data-table.ts'

type Table<Row extends object> = ReturnType<typeof useDataTable<Row>>

interface HeadProps<Row extends object> {
  readonly table: Table<Row>
  readonly columns: ReadonlyMap<string, DataColumn<Row>>
}

interface DataTableHeadProps<Row extends object> extends HeadProps<Row> {
  readonly shown: readonly DataColumn<Row>[]
}

export function DataTableHead<Row extends object>({ table, columns, shown }: DataTableHeadProps<Row>) {
  const headers = (table.getHeaderGroups()[0]?.headers ?? []).filter((header) => shown.some((column) => column.id === header.id))
  return (
    <thead>
      <tr aria-rowindex={1}>
        {headers.map((header) => (
          <HeadCell key={header.id} header={header} column={columns.get(header.id)} onResizeStart={(cell) => fixWidths(table, cell)} />
        ))}
        <th className="data-table-actions">
          <ColumnsMenu table={table} columns={columns} />
        </th>
      </tr>
    </thead>
  )
}

/** Before the first resize, a column that grows gets the width it has on screen, or it would jump. */
function fixWidths<Row extends object>(table: Table<Row>, cell: Element): void {
  const cells = [...(cell.closest('tr')?.querySelectorAll<HTMLElement>('th[data-column]') ?? [])]
  const ids = new Set(table.getVisibleLeafColumns().map((column) => column.id))
  const measured = cells.flatMap(({ dataset, offsetWidth }) => {
    const id = dataset['column'] ?? ''
    return ids.has(id) ? [[id, Math.round(offsetWidth)] as const] : []
  })
  table.setColumnSizing(Object.fromEntries(measured))
}

interface HeadCellProps<Row extends object> {
  readonly header: Header<TableFeatures, Row>
  readonly column: DataColumn<Row> | undefined
  readonly onResizeStart: (cell: Element) => void
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const

function HeadCell<Row extends object>({ header, column, onResizeStart }: HeadCellProps<Row>) {
  const sorted = header.column.getIsSorted()
  const startResize = (event: MouseEvent | TouchEvent): void => {
    onResizeStart(event.currentTarget)
    header.getResizeHandler()(event)
  }
  return (
    <th
      scope="col"
      data-column={header.id}
      data-align={column?.align ?? 'start'}
      {...(header.column.getCanSort() ? { 'aria-sort': sorted === false ? ('none' as const) : ariaSort[sorted] } : {})}
    >
      {header.column.getCanSort() ? (
        <button type="button" className="data-table-sort" onClick={() => header.column.toggleSorting(sorted === 'asc')}>
          {column?.header}
          <SortIcon sorted={sorted} />
        </button>
      ) : (
        column?.header
      )}
      <span className="data-table-resize" aria-hidden onMouseDown={startResize} onTouchStart={startResize} />
    </th>
  )
}

function SortIcon({ sorted }: { readonly sorted: false | 'asc' | 'desc' }) {
  if (sorted === false) return null
  return sorted === 'asc' ? <IconArrowUp size={13} aria-hidden /> : <IconArrowDown size={13} aria-hidden />
}

function ColumnsMenu<Row extends object>({ table, columns }: HeadProps<Row>) {
  const { t } = useTranslation('ui')
  const hideable = table.getAllLeafColumns().filter((column) => column.getCanHide())
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('table.columns')}>
          <IconColumns3 size={15} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('table.columns')}</Menu.Label>
        {hideable.map((column) => (
          <Menu.CheckboxItem key={column.id} checked={column.getIsVisible()} onChange={(isVisible) => column.toggleVisibility(isVisible)}>
            {columns.get(column.id)?.header}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
