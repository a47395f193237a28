import { useTranslation } from 'react-i18next'
import type { Line } from '../../src-main/contract/fields.ts'
import type { Discount } from '../../src-main/contract/money.ts'
import { type ChecklistItem, fieldShape } from '../lib/record-fields.ts'
import { factNames } from '../lib/record-layout.ts'
import { fieldValue, type RecordBase, schemasOf } from '../lib/record-type.ts'
import { Checklist } from './checklist.tsx'
import { JsonView } from './json-view.tsx'
import { PricedLines } from './priced-lines.tsx'
import { isNothing, RecordValue } from './record-value.tsx'
import type { AnyRecordView } from './record-view.ts'
import { KeyValueList } from './stat.tsx'

interface RecordFactsProps {
  readonly view: AnyRecordView
  readonly record: RecordBase
}

/** Everything that a record says, in groups: short facts, days and times, lists, long texts. What is empty is left out. */
export function RecordFacts({ view, record }: RecordFactsProps) {
  const { type } = view
  const { t: tType } = useTranslation(type.plural)
  const isSaid = (name: string): boolean => !isNothing(fieldValue(record, name))
  const { facts, times, longTexts, lists } = factNames(type)
  const list = (names: readonly string[]) => {
    const items = names
      .filter(isSaid)
      .map((name) => ({ label: tType(`field.${name}`), value: <RecordValue type={type} record={record} name={name} /> }))
    return items.length === 0 ? null : <KeyValueList items={items} />
  }
  return (
    <>
      {list(facts)}
      {lists.filter(isSaid).map((name) => (
        <section key={name}>
          <h3>{tType(`field.${name}`)}</h3>
          <RecordList view={view} record={record} name={name} />
        </section>
      ))}
      {longTexts.filter(isSaid).map((name) => (
        <section key={name}>
          <h3>{tType(`field.${name}`)}</h3>
          <p className="record-note">{String(fieldValue(record, name))}</p>
        </section>
      ))}
      {list(times)}
    </>
  )
}

function RecordList({ view, record, name }: RecordFactsProps & { readonly name: string }) {
  const schema = schemasOf(view.type)[name]
  const value = fieldValue(record, name)
  const kind = schema === undefined ? 'other' : fieldShape(schema).kind
  if (kind === 'checklist') return <Checklist items={value as readonly ChecklistItem[]} /> // the kind says what it holds
  if (kind !== 'lines') return <JsonView value={value} />
  const currency = String(fieldValue(record, 'currency'))
  return <PricedLines lines={value as readonly Line[]} currency={currency} discount={discountOf(record)} /> // as above
}

/** Of a type that gives one on the whole, in percent or as an amount. */
function discountOf(record: RecordBase): Discount | undefined {
  const [percent, amount] = [fieldValue(record, 'discountPercent'), fieldValue(record, 'discountAmount')]
  if (typeof percent === 'number') return { percent }
  return typeof amount === 'number' ? { amount } : undefined
}
