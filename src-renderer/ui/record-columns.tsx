import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { snakeCase } from '../../src-main/contract/wire.ts'
import { type FieldKind, fieldShape } from '../lib/record-fields.ts'
import { fieldValue, keyOf, type RecordBase } from '../lib/record-type.ts'
import { CalendarDay } from './calendar-day.tsx'
import type { DataColumn } from './data-table-columns.ts'
import { RecordStatus } from './record-status.tsx'
import type { RecordView } from './record-view.ts'
import { useFormat } from './use-format.ts'
import { Code, DateTime } from './values.tsx'

/** What a type says of one column where the declaration is not enough. */
export type ColumnChoice<Item> = Partial<DataColumn<Item>> & { readonly id: string }

/**
 * The columns of a list from the declaration: the key, the chosen ones in their order, then every other plain field, hidden until
 * somebody wants it. Headers are the texts `field.<name>` of the type.
 */
export function useRecordColumns<Item extends RecordBase>(
  view: RecordView<Item>,
  chosen: readonly ColumnChoice<Item>[],
): readonly DataColumn<Item>[] {
  const { t: tType } = useTranslation(view.type.plural)
  return useMemo(() => {
    const schemas = schemasOf(view)
    const keyColumn = { id: view.type.keyField, header: tType('field.key'), width: 100, hideable: false, sortKey: 'id' }
    const others = Object.keys(schemas).filter((name) => !chosen.some((column) => column.id === name) && isPlain(schemas[name]))
    const header = (name: string) => tType(`field.${name}`)
    return [
      { ...keyColumn, cell: (record: Item) => <Code>{keyOf(view.type, record)}</Code> },
      ...chosen.map((column) => ({ ...declaredColumn(view, column.id, header), ...column })),
      ...others.map((name) => ({ ...declaredColumn(view, name, header), startsHidden: true })),
    ]
  }, [tType, view, chosen])
}

const timeNames = ['createdAt', 'updatedAt']

function schemasOf<Item extends RecordBase>({ type }: RecordView<Item>): Readonly<Record<string, z.ZodType>> {
  const shape = (type.resource as unknown as z.ZodObject).shape as Record<string, z.ZodType> // `recordType` makes it of z.object
  const times = Object.fromEntries(timeNames.flatMap((name) => (shape[name] === undefined ? [] : [[name, shape[name]]])))
  return { ...type.fields, ...type.computed, ...times }
}

/** An id of another record is a number that tells nobody anything. */
const isPlain = (schema: z.ZodType | undefined): boolean => schema !== undefined && !['other', 'number'].includes(fieldShape(schema).kind)

function declaredColumn<Item extends RecordBase>(view: RecordView<Item>, name: string, header: (name: string) => string): DataColumn<Item> {
  const schema = schemasOf(view)[name]
  const kind = schema === undefined ? 'other' : fieldShape(schema).kind
  return {
    id: name,
    header: header(name),
    ...(view.type.sorts.includes(name) || name === 'id' ? { sortKey: snakeCase(name) } : {}),
    ...(kind === 'number' ? { align: 'end' as const } : {}),
    cell:
      name === 'status'
        ? (record) => <RecordStatus namespace={view.type.plural} status={record.status ?? ''} />
        : (record) => <FieldValue kind={kind} value={fieldValue(record, name)} />,
  }
}

/** The value of a declared field, written by its kind. */
function FieldValue({ kind, value }: { readonly kind: FieldKind; readonly value: unknown }): ReactNode {
  const format = useFormat()
  if (value === null || value === undefined || value === '') return <span className="dim">–</span>
  if (kind === 'time') return <DateTime time={String(value)} />
  if (kind === 'date') return <CalendarDay day={String(value)} />
  if (kind === 'number') return <span className="tabular">{format.number(Number(value))}</span>
  return String(value)
}
