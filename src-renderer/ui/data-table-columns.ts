import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** One column of a `DataTable`. Keep the array stable: build it in `useMemo`. */
export interface DataColumn<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Pixels; 140 by default. */
  readonly width?: number
  /** Takes the room that is left; give it to one column. `width` is its least width then. */
  readonly grow?: boolean
  /** `end` for numbers and amounts. */
  readonly align?: 'start' | 'end'
  /** The name that the API sorts by, `due_date`. Needs the table's `sort` and `onSortChange`. */
  readonly sortKey?: string
  /** Sorts the loaded rows in the window, for lists that are always complete. */
  readonly sortValue?: (row: Row) => string | number | null
  /** The person may hide it, by default; not so the column that names the row. */
  readonly hideable?: boolean
  /** Left out while the table is too narrow for all of them, the last one first. */
  readonly isOptional?: boolean
  /** Hidden until the person shows it. */
  readonly startsHidden?: boolean
}

/** One entry of a row's menu. */
export interface RowAction {
  readonly label: string
  readonly icon: Icon
  readonly onClick: () => void
  readonly isDestructive?: boolean
}

export const defaultWidth = 140
export const leastWidth = 56
export const actionsWidth = 44

/** Leaves out optional columns, the last one first, until the rest fits into the room. */
export function fittingColumns<Row>(columns: readonly DataColumn<Row>[], room: number): readonly DataColumn<Row>[] {
  const needed = columns.reduce((sum, column) => sum + (column.width ?? defaultWidth), actionsWidth)
  const last = columns.findLast((column) => column.isOptional === true)
  if (needed <= room || last === undefined) return columns
  return fittingColumns(
    columns.filter((column) => column !== last),
    room,
  )
}

/** `-due_date` -> `{ key: 'due_date', isDescending: true }`. */
export function parseSort(sort: string | undefined): { readonly key: string; readonly isDescending: boolean } {
  const text = sort ?? ''
  return text.startsWith('-') ? { key: text.slice(1), isDescending: true } : { key: text, isDescending: false }
}
