import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo } from 'react'
import { readStored, writeStored } from '../lib/stored.ts'
import { type DataColumn, defaultWidth, leastWidth, parseSort } from './data-table-columns.ts'

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

export type TableFeatures = typeof features

interface DataTableOptions<Row> {
  readonly rows: readonly Row[]
  readonly columns: readonly DataColumn<Row>[]
  readonly rowId: (row: Row) => string
  readonly sort: string | undefined
  readonly onSortChange: ((sort: string) => void) | undefined
  /** Under this name the person's widths and hidden columns are kept. */
  readonly name: string
}

interface Preferences {
  readonly widths: Record<string, number>
  readonly visibility: Record<string, boolean>
}

/** The table's state: widths, hidden columns, order. */
export function useDataTable<Row extends object>({ rows, columns, rowId, sort, onSortChange, name }: DataTableOptions<Row>) {
  const key = `table.${name}`
  const initialState = useMemo(() => initialStateOf(columns, readStored<Partial<Preferences>>(key)), [columns, key])
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const sorting = useMemo(() => sortingOf(columns, sort), [columns, sort])
  const table = useTable({
    features,
    data: rows,
    columns: definitions,
    getRowId: rowId,
    initialState,
    columnResizeMode: 'onChange',
    enableSortingRemoval: false,
    ...(onSortChange === undefined
      ? {}
      : {
          manualSorting: true,
          state: { sorting },
          onSortingChange: (change: SortingState | ((old: SortingState) => SortingState)) =>
            onSortChange(sortOf(columns, typeof change === 'function' ? change(sorting) : change)),
        }),
  })
  const { columnSizing, columnVisibility } = table.state
  useEffect(() => writeStored(key, { widths: columnSizing, visibility: columnVisibility }), [key, columnSizing, columnVisibility])
  return table
}

function definitionOf<Row extends object>(column: DataColumn<Row>): ColumnDef<TableFeatures, Row> {
  const { sortValue } = column
  return {
    id: column.id,
    header: column.header,
    // The cells draw themselves from the row; the accessor is only what the window sorts by.
    accessorFn: (row: Row) => sortValue?.(row) ?? '',
    size: column.width ?? defaultWidth,
    minSize: leastWidth,
    enableSorting: column.sortKey !== undefined || sortValue !== undefined,
    enableHiding: column.hideable ?? true,
    sortFn: (first, second, id) => compare(first.getValue(id), second.getValue(id)),
  }
}

const compare = (first: unknown, second: unknown): number =>
  typeof first === 'number' && typeof second === 'number' ? first - second : String(first).localeCompare(String(second))

function initialStateOf<Row>(columns: readonly DataColumn<Row>[], stored: Partial<Preferences> | undefined) {
  const hidden = Object.fromEntries(columns.filter((column) => column.startsHidden === true).map((column) => [column.id, false]))
  return { columnSizing: stored?.widths ?? {}, columnVisibility: { ...hidden, ...stored?.visibility } }
}

function sortingOf<Row>(columns: readonly DataColumn<Row>[], sort: string | undefined): SortingState {
  const { key, isDescending } = parseSort(sort)
  const column = columns.find((candidate) => candidate.sortKey === key)
  return column === undefined ? [] : [{ id: column.id, desc: isDescending }]
}

function sortOf<Row>(columns: readonly DataColumn<Row>[], sorting: SortingState): string {
  const [first] = sorting
  const key = columns.find((column) => column.id === first?.id)?.sortKey ?? ''
  return first?.desc === true ? `-${key}` : key
}
