import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { snakeCase } from '../../src-main/contract/wire.ts'
import { type FieldKind, fieldShape } from '../lib/record-fields.ts'
import { isCopiedTitle } from '../lib/record-layout.ts'
import { keyOf, type RecordBase, schemasOf } from '../lib/record-type.ts'
import type { DataColumn } from './data-table-columns.ts'
import { RecordStatus, statusTone } from './record-status.tsx'
import { RecordValue } from './record-value.tsx'
import type { AnyRecordView, RecordView } from './record-view.ts'
import { Code } from './values.tsx'

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
    const any = view as unknown as AnyRecordView // a column reads its record by names of the declaration
    const isChosen = (name: string): boolean =>
      chosen.some(({ id }) => id === name || (name.endsWith('Id') && id === name.replace(/Id$/, 'Name')))
    const others = Object.keys(schemasOf(any.type)).filter((name) => !isChosen(name) && isPlain(any, name))
    const header = (name: string) => tType(`field.${name}`)
    const keyColumn = {
      id: view.type.keyField,
      header: tType('field.key'),
      width: roomFor(tType('field.key'), 100),
      hideable: false,
      sortKey: 'id',
    }
    return [
      { ...keyColumn, cell: (record: Item) => <Code>{keyOf(view.type, record)}</Code> },
      ...chosen.map((column) => ({ ...declaredColumn(any, column.id, header), ...column })),
      ...others.map((name) => ({ ...declaredColumn(any, name, header), startsHidden: true })),
    ]
  }, [tType, view, chosen])
}

const kindIn = ({ type }: AnyRecordView, name: string): FieldKind => {
  const schema = schemasOf(type)[name]
  return schema === undefined ? 'other' : fieldShape(schema).kind
}

/** What one line of a list can show; a copied title stands in the column of its reference. */
function isPlain({ type }: AnyRecordView, name: string): boolean {
  if (isCopiedTitle(type, name)) return false
  const schema = schemasOf(type)[name]
  return schema !== undefined && !['other', 'lines'].includes(fieldShape(schema).kind)
}

/** A head is never cut off, whatever the language. */
const roomFor = (header: string, width: number): number => Math.max(width, Math.ceil(header.length * 7.2) + 42)

const isHowLongAgo = (name: string): boolean => name === 'createdAt' || name === 'updatedAt'

const numberKinds: readonly FieldKind[] = ['number', 'integer', 'money', 'percent', 'minutes', 'seconds']

const widths: Partial<Readonly<Record<FieldKind, number>>> = {
  money: 164,
  number: 110,
  integer: 110,
  percent: 90,
  minutes: 110,
  seconds: 110,
  checklist: 110,
  currency: 90,
  date: 116,
  time: 126,
  flag: 90,
  choice: 132,
  text: 150,
}

function declaredColumn(view: AnyRecordView, name: string, header: (name: string) => string): DataColumn<RecordBase> {
  const { type } = view
  const kind = kindIn(view, name)
  const isReference = Object.hasOwn(type.references, name) || type.people.includes(name)
  const copied = name.replace(/Id$/, 'Name')
  const sorted = isReference && type.sorts.includes(copied) ? copied : name
  return {
    id: name,
    header: header(name),
    width: roomFor(
      header(name),
      name === 'status' ? 160 : isReference ? 180 : kind === 'time' && !isHowLongAgo(name) ? 162 : (widths[kind] ?? 180),
    ),
    ...(type.sorts.includes(sorted) ? { sortKey: snakeCase(sorted) } : {}),
    ...(numberKinds.includes(kind) && !isReference ? { align: 'end' as const } : {}),
    cell:
      name === 'status'
        ? (record) => <Status view={view} record={record} />
        : (record) => <RecordValue type={type} record={record} name={name} isPlain />,
  }
}

/** With its reason, where somebody waits for something. */
function Status({ view, record }: { readonly view: AnyRecordView; readonly record: RecordBase }) {
  const { status = '' } = record
  const note = statusTone(status) === 'waiting' ? statusNoteOf(record) : null
  return <RecordStatus namespace={view.type.plural} status={status} note={note} />
}

const statusNoteOf = (record: RecordBase): string | null => {
  const { statusNote } = record as { readonly statusNote?: unknown } // a type with statuses may keep why
  return typeof statusNote === 'string' ? statusNote : null
}
