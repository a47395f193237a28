import { Link } from '@tanstack/react-router'
import { expandedName } from '../../src-main/contract/record-list.ts'
import { snakeCase } from '../../src-main/contract/wire.ts'
import { fieldValue, type RecordBase, type RecordTypeOf } from '../lib/record-type.ts'
import type { AnyRecordView } from './record-view.ts'
import { useViewOf } from './record-views.tsx'
import { Code } from './values.tsx'

interface RecordReferenceProps {
  readonly type: RecordTypeOf<RecordBase>
  readonly record: RecordBase
  /** `customerId` */
  readonly name: string
  /** Its title alone, where a link would be in the way. */
  readonly isPlain?: boolean
}

/** What a record refers to: the title of the other one, with its key as the way there. */
export function RecordReference({ type, record, name, isPlain = false }: RecordReferenceProps) {
  const target = useViewOf(type.references[name])
  const id = fieldValue(record, name)
  const { title, key } = titleAndKey(record, name, target)
  if (isPlain || target === undefined) return title ?? <Code>{key}</Code>
  const address: string = `${target.path}/${id}`
  return (
    <Link to={address}>
      {title === undefined ? null : `${title} `}
      <Code>{key}</Code>
    </Link>
  )
}

/** Of the expanded record, which stands beside its id as it came over the wire; of the copied title where the type keeps one. */
function titleAndKey(record: RecordBase, name: string, target: AnyRecordView | undefined) {
  const other = fieldValue(record, expandedName(name))
  const expanded = typeof other === 'object' && other !== null ? other : {}
  const own = fieldValue(record, name.replace(/Id$/, 'Name'))
  const title = own ?? (target === undefined ? undefined : fieldValue(expanded, snakeCase(target.type.titleField)))
  const key = target === undefined ? undefined : fieldValue(expanded, snakeCase(target.type.keyField))
  const id = String(fieldValue(record, name))
  return {
    title: typeof title === 'string' ? title : undefined,
    key: typeof key === 'string' ? key : target === undefined ? id : `${target.type.keyPrefix}-${id}`,
  }
}
