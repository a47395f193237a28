import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { useElementWidth } from './use-element-width.ts'
import './data-table.css'
import { actionsWidth, type DataColumn, defaultWidth, fittingColumns, type RowAction } from './data-table-columns.ts'
import { DataTableHead } from './data-table-head.tsx'
import { DataTableRow, SkeletonRows } from './data-table-row.tsx'
import { ErrorState } from './states.tsx'
import { useDataTable } from './use-data-table.ts'
import { useRowKeyboard } from './use-row-keyboard.ts'

export interface DataTableProps<Row extends object> {
  /** Under this name the person's widths and hidden columns are kept: `jobs`. */
  readonly name: string
  /** What the table lists, for screen readers: "Jobs". */
  readonly label: string
  readonly columns: readonly DataColumn<Row>[]
  /** Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined
  readonly rowId: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  /** The row whose details are open. */
  readonly activeId?: string | undefined
  readonly rowActions?: (row: Row) => readonly RowAction[]
  /** As the API spells it: `-due_date`. */
  readonly sort?: string | undefined
  readonly onSortChange?: (sort: string) => void
  /** In the place of rows when there are none. */
  readonly empty: ReactNode
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly hasMore?: boolean
  readonly isLoadingMore?: boolean
  readonly onEndReached?: () => void
}

const rowHeight = 36

/** A list: sticky head, virtual rows of 36 px, sort, resizable and hideable columns, whole by keyboard. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  if (props.rows === undefined && props.error !== undefined && props.error !== null) {
    return <ErrorState error={props.error} {...(props.onRetry === undefined ? {} : { onRetry: props.onRetry })} />
  }
  if (props.rows?.length === 0) return props.empty
  return <Grid {...props} />
}

function Grid<Row extends object>(props: DataTableProps<Row>) {
  const container = useRef<HTMLDivElement>(null)
  const noRows = useMemo(() => [], [])
  const { columns, rows = noRows, rowId, sort, onSortChange, name } = props
  const table = useDataTable({ rows, columns, rowId, sort, onSortChange, name })
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const { columnSizing } = table.state
  const visible = table.getVisibleLeafColumns().flatMap((column) => byId.get(column.id) ?? [])
  const hasWidths = visible.some((column) => columnSizing[column.id] !== undefined)
  const room = useElementWidth(container)
  const fitting = hasWidths || room === 0 ? visible : fittingColumns(visible, room)
  const shown = useShownColumns(fitting.map((column) => column.id).join(' '), byId)
  const widths = shown.map((column) => ({
    id: column.id,
    width: columnSizing[column.id] ?? column.width ?? defaultWidth,
    isFree: !hasWidths && column.grow === true,
  }))
  const total = widths.reduce((sum, column) => sum + column.width, actionsWidth)
  return (
    <div className="data-table" ref={container}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: WAI-ARIA's grid pattern, a table whose rows take the focus
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowCountOf(props)}
        style={{ minWidth: total, ...(hasWidths ? { width: total } : {}) }}
      >
        <colgroup>
          {widths.map((column) => (
            <col key={column.id} {...(column.isFree ? {} : { style: { width: column.width } })} />
          ))}
          <col style={{ width: actionsWidth }} />
        </colgroup>
        <DataTableHead table={table} columns={byId} shown={shown} />
        <Body {...props} container={container} items={table.getRowModel().rows} shown={shown} />
      </table>
    </div>
  )
}

/** The visible columns as an array that changes only when they do, so that rows are not drawn again for nothing. */
const useShownColumns = <Row,>(ids: string, byId: ReadonlyMap<string, DataColumn<Row>>): readonly DataColumn<Row>[] =>
  useMemo(() => ids.split(' ').flatMap((id) => byId.get(id) ?? []), [ids, byId])

function rowCountOf<Row extends object>({ rows, hasMore = false }: DataTableProps<Row>): number {
  // -1 says that the number is not known (WAI-ARIA 1.2, aria-rowcount).
  return rows === undefined || hasMore ? -1 : rows.length + 1
}

interface BodyProps<Row extends object> extends DataTableProps<Row> {
  readonly container: RefObject<HTMLDivElement | null>
  readonly items: readonly { readonly id: string; readonly original: Row }[]
  readonly shown: readonly DataColumn<Row>[]
}

function Body<Row extends object>(props: BodyProps<Row>) {
  const { container, items, shown, activeId, onOpen, rowActions } = props
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => container.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  })
  const activeIndex = activeId === undefined ? undefined : items.findIndex((item) => item.id === activeId)
  const open = (index: number): void => {
    const item = items[index]
    if (item !== undefined) onOpen?.(item.original)
  }
  const { focusIndex, onKeyDown } = useRowKeyboard({ rowCount: items.length, virtualizer, container, activeIndex, onEnter: open })
  useEndReached(props, virtualizer)
  const virtualRows = virtualizer.getVirtualItems()
  const tabStop = virtualRows.some((row) => row.index === focusIndex) ? focusIndex : (virtualRows[0]?.index ?? 0)
  return (
    <tbody onKeyDown={onKeyDown}>
      <Spacer height={virtualRows[0]?.start ?? 0} />
      {virtualRows.map(({ index }) => {
        const item = items[index]
        if (item === undefined) return null
        const state = { isActive: index === activeIndex, isTabStop: index === tabStop }
        return (
          <DataTableRow
            key={item.id}
            id={item.id}
            row={item.original}
            index={index}
            columns={shown}
            {...state}
            onOpen={onOpen}
            rowActions={rowActions}
          />
        )
      })}
      <Spacer height={virtualizer.getTotalSize() - (virtualRows.at(-1)?.end ?? 0)} />
      {props.rows === undefined ? <SkeletonRows count={10} columnCount={shown.length} /> : null}
      {props.isLoadingMore === true ? <SkeletonRows count={1} columnCount={shown.length} /> : null}
    </tbody>
  )
}

/** Stands for the rows above or below the window. */
function Spacer({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr aria-hidden className="data-table-spacer" style={{ height }} />
}

function useEndReached<Row extends object>(props: BodyProps<Row>, virtualizer: Virtualizer<HTMLDivElement, Element>): void {
  const { items, hasMore = false, isLoadingMore = false, onEndReached } = props
  const lastIndex = virtualizer.getVirtualItems().at(-1)?.index ?? -1
  const isNear = items.length > 0 && lastIndex >= items.length - 5
  useEffect(() => {
    if (isNear && hasMore && !isLoadingMore) onEndReached?.()
  }, [isNear, hasMore, isLoadingMore, onEndReached])
}
