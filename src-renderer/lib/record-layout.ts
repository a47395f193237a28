import { type FieldKind, fieldShape } from './record-fields.ts'
import { type RecordBase, type RecordTypeOf, schemasOf } from './record-type.ts'

/** The part of a declaration that decides where its fields stand. */
type Laid = RecordTypeOf<RecordBase>

const mostTelling = 4
const mostReferences = 2

/** What a list tells beside title and status, the most telling first. */
const tellingKinds: readonly FieldKind[] = [
  'choice',
  'date',
  'money',
  'number',
  'integer',
  'seconds',
  'minutes',
  'time',
  'email',
  'flag',
  'text',
]

const kindIn = (type: Laid, name: string): FieldKind => {
  const schema = schemasOf(type)[name]
  return schema === undefined ? 'other' : fieldShape(schema).kind
}

const isReference = ({ references, people }: Laid, name: string): boolean => Object.hasOwn(references, name) || people.includes(name)

/** `customerName`, a copy of what `customerId` refers to. */
export const isCopiedTitle = (type: Laid, name: string): boolean => name.endsWith('Name') && isReference(type, name.replace(/Name$/, 'Id'))

/** Fields that a person reads: no copies of what is shown anyway. */
const shownNames = (type: Laid): readonly string[] => Object.keys(schemasOf(type)).filter((name) => !isCopiedTitle(type, name))

/** The columns that a list begins with: title, what it refers to, status, two or three telling fields, and when it changed. */
export function listColumns(type: Laid): readonly string[] {
  const names = shownNames(type).filter((name) => name !== type.titleField && name !== 'statusNote')
  // A record that is known by what it refers to shows that once.
  const isShown = (name: string): boolean => isReference(type, name) && name.replace(/Id$/, 'Name') !== type.titleField
  const references = names.filter(isShown).slice(0, mostReferences)
  const plain = Object.keys({ ...type.fields, ...type.computed }).filter((name) => names.includes(name) && !isReference(type, name))
  const telling = tellingKinds.flatMap((kind) => plain.filter((name) => kindIn(type, name) === kind).slice(0, kind === 'choice' ? 2 : 1))
  const chosen = telling.slice(0, mostTelling - references.length)
  const title = isReference(type, type.titleField) ? [] : [type.titleField]
  return [
    ...title,
    ...references,
    ...(type.statuses.length === 0 ? [] : ['status']),
    ...plain.filter((name) => chosen.includes(name)),
    type.isImmutable === true ? 'createdAt' : 'updatedAt',
  ]
}

const amountsOfLines = ['subtotal', 'discount', 'net', 'netAmount', 'vatByRate', 'vatTotal', 'total']

export interface FactNames {
  /** Short facts in the declared order. */
  readonly facts: readonly string[]
  readonly times: readonly string[]
  readonly longTexts: readonly string[]
  /** Lines, and other lists of things. */
  readonly lists: readonly string[]
}

/** What the panel of a record shows, in groups. */
export function factNames(type: Laid): FactNames {
  // A unit stands behind each quantity, and the amounts of priced lines below them.
  const told = ['unit', ...(Object.hasOwn(type.fields, 'lines') ? amountsOfLines : [])]
  const names = shownNames(type).filter((name) => !told.includes(name) && (name !== type.titleField || isReference(type, name)))
  const isKind = (kinds: readonly FieldKind[]) => (name: string) => !isReference(type, name) && kinds.includes(kindIn(type, name))
  const times = names.filter(isKind(['date', 'time']))
  const longTexts = names.filter(isKind(['longText']))
  const lists = names.filter(isKind(['lines', 'checklist', 'other']))
  return { facts: names.filter((name) => ![...times, ...longTexts, ...lists].includes(name)), times, longTexts, lists }
}

const wideKinds: readonly FieldKind[] = ['longText', 'texts', 'lines', 'checklist', 'link']

/** The fields of a form in its rows: what is short stands in pairs. */
export function formRows(type: Laid): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const name of Object.keys(type.fields)) {
    const last = rows.at(-1)
    const [other] = last ?? []
    if (last?.length === 1 && other !== undefined && !isWide(type, name) && !isWide(type, other)) last.push(name)
    else rows.push([name])
  }
  return rows
}

const isWide = (type: Laid, name: string): boolean =>
  name === type.titleField || (!isReference(type, name) && wideKinds.includes(kindIn(type, name)))

/** The filters of a list that a person can choose a value of, in the declared order; the status has its chips. */
export const filterNames = (type: Laid): readonly string[] =>
  Object.keys(type.filters).filter(
    (name) => name !== 'status' && (isReference(type, name) || ['choice', 'flag'].includes(kindIn(type, name))),
  )

/** What an entry of a ledger is about: its first number. */
export const amountName = (type: Laid): string | undefined =>
  type.isImmutable === true
    ? shownNames(type).find((name) => !isReference(type, name) && ['money', 'number', 'integer'].includes(kindIn(type, name)))
    : undefined

/** What kind of entry of a ledger it is: a receipt, an issue. */
export const firstChoice = (type: Laid): string | undefined => shownNames(type).find((name) => kindIn(type, name) === 'choice')
