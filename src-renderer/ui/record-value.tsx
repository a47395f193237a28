import { IconCheck, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type ChecklistItem, type FieldKind, fieldShape } from '../lib/record-fields.ts'
import { fieldValue, type RecordBase, type RecordTypeOf, schemasOf } from '../lib/record-type.ts'
import { CalendarDay } from './calendar-day.tsx'
import { ChecklistCount } from './checklist.tsx'
import { RecordReference } from './record-reference.tsx'
import './record-value.css'
import { useFormat } from './use-format.ts'
import { DateTime, Money } from './values.tsx'

interface RecordValueProps {
  readonly type: RecordTypeOf<RecordBase>
  readonly record: RecordBase
  readonly name: string
  /** In a row of a list: one line, nothing to click. */
  readonly isPlain?: boolean
}

export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The value of a field, written by what it is: an amount with its currency, a choice in words, a reference as a link. */
export function RecordValue({ type, record, name, isPlain = false }: RecordValueProps): ReactNode {
  const value = fieldValue(record, name)
  if (isNothing(value)) return <span className="dim">–</span>
  if (Object.hasOwn(type.references, name)) return <RecordReference type={type} record={record} name={name} isPlain={isPlain} />
  if (type.people.includes(name)) return String(fieldValue(record, name.replace(/Id$/, 'Name')) ?? value)
  const schema = schemasOf(type)[name]
  const kind = schema === undefined ? 'other' : fieldShape(schema).kind
  if (kind === 'choice') return <Choice type={type} name={name} value={String(value)} />
  if (kind === 'texts') return <Texts type={type} name={name} values={value as readonly string[]} schema={schema} />
  if (kind === 'email' && !isPlain) return <a href={`mailto:${value}`}>{String(value)}</a>
  if (kind === 'link' && !isPlain) return <OutsideLink address={String(value)} />
  if (name === 'unit') return <Unit code={String(value)} />
  if (kind === 'money') return <Amount record={record} value={Number(value)} />
  return <PlainValue kind={kind} value={value} unit={unitOf(record, name)} isOwnTime={name !== 'createdAt' && name !== 'updatedAt'} />
}

/** `quantity` is counted in the record's own `unit`, where it has one. */
function unitOf(record: RecordBase, name: string): string {
  const unit = fieldValue(record, 'unit')
  return typeof unit === 'string' && name.toLowerCase().includes('quantity') ? unit : ''
}

interface PlainValueProps {
  readonly kind: FieldKind
  readonly value: unknown
  readonly unit: string
  /** A time that the type tells, which is wanted to the minute; how long ago a record changed is not. */
  readonly isOwnTime: boolean
}

function PlainValue({ kind, value, unit, isOwnTime }: PlainValueProps): ReactNode {
  const format = useFormat()
  switch (kind) {
    case 'time':
      return <DateTime time={String(value)} show={isOwnTime ? 'moment' : 'relative'} />
    case 'date':
      return <CalendarDay day={String(value)} />
    case 'percent':
      return <span className="tabular">{format.percent(Number(value) / 100)}</span>
    case 'number':
    case 'integer':
      return (
        <span className="tabular">
          {format.number(Number(value), { maximumFractionDigits: 3 })}
          {unit === '' ? null : ' '}
          <Unit code={unit} />
        </span>
      )
    case 'minutes':
      return <span className="tabular">{format.duration(Number(value) * 60_000)}</span>
    case 'seconds':
      return <span className="tabular">{format.duration(Number(value) * 1_000)}</span>
    case 'checklist':
      return <ChecklistCount items={value as readonly ChecklistItem[]} /> // the kind says what it holds
    case 'flag':
      return <Flag isSet={value === true} />
    case 'other':
    case 'lines':
      return Array.isArray(value) ? format.number(value.length) : typeof value === 'object' ? '…' : String(value)
    default:
      return String(value)
  }
}

/** What the API counts in unless somebody says otherwise is a word; any other unit is as it was written. */
function Unit({ code }: { readonly code: string }) {
  const { t } = useTranslation('records')
  return code === 'pcs' ? t('lines.unit') : code
}

function Amount({ record, value }: { readonly record: RecordBase; readonly value: number }) {
  const format = useFormat()
  const currency = fieldValue(record, 'currency')
  if (typeof currency === 'string') return <Money amount={value} currency={currency} />
  return <span className="tabular">{format.number(value / 100, { minimumFractionDigits: 2 })}</span>
}

interface ChoiceProps {
  readonly type: RecordTypeOf<RecordBase>
  readonly name: string
  readonly value: string
}

function Choice({ type, name, value }: ChoiceProps) {
  return useTranslation(type.plural).t(`choice.${name}.${value}`)
}

interface TextsProps {
  readonly type: RecordTypeOf<RecordBase>
  readonly name: string
  readonly values: readonly string[]
  readonly schema: z.ZodType | undefined
}

function Texts({ type, name, values, schema }: TextsProps) {
  const { t: tType } = useTranslation(type.plural)
  const isChoice = schema !== undefined && fieldShape(schema).choices.length > 0
  return values.map((value) => (isChoice ? tType(`choice.${name}.${value}`) : value)).join(', ')
}

function Flag({ isSet }: { readonly isSet: boolean }) {
  const { t } = useTranslation('records')
  const Shape = isSet ? IconCheck : IconMinus
  return (
    <span className="record-flag" data-set={isSet}>
      <Shape size={15} stroke={1.8} aria-hidden />
      {t(isSet ? 'flag.yes' : 'flag.no')}
    </span>
  )
}

function OutsideLink({ address }: { readonly address: string }) {
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {address}
    </a>
  )
}
