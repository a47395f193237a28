import type { z } from 'zod'
import type { StatusRules } from '../../contract/record.ts'
import type { RouteExample, RouteSpec } from '../../contract/route.ts'
import { snakeCase, toWire } from '../../contract/wire.ts'

/** The part of a record declaration that its documentation follows from. */
export interface DocumentedType {
  readonly name: string
  readonly plural: string
  readonly description: string
  readonly keyField: string
  readonly keyPrefix: string
  readonly fields: Readonly<Record<string, z.ZodType>>
  readonly titleField: string
  readonly references: Readonly<Record<string, string>>
  readonly people?: readonly string[]
  readonly unique?: readonly string[]
  readonly status?: StatusRules<string> | undefined
  readonly resource: z.ZodType
  readonly create: z.ZodType
  readonly update: z.ZodType
  readonly example: Readonly<Record<string, unknown>>
  readonly bulkExample?: Readonly<Record<string, unknown>>
  readonly routes: Readonly<Record<'list' | 'get' | 'create' | 'update' | 'remove' | 'bulkCreate' | 'bulkUpdate', RouteSpec>>
}

type Values = Readonly<Record<string, unknown>>

/**
 * The records that the examples speak of. A workspace that holds some of each type runs them in any order: what one changes, no other needs
 * as it was. Contracts with examples of their own go on from the seventh.
 */
const exampleIds = { read: 1, transition: 2, remove: 3, bulk: [4, 5], update: 6 } as const

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const time = '2026-11-22T08:40:12.123Z'

/** Examples of the type's components in the document, on the wire. */
export function componentExamples(type: DocumentedType): Record<string, unknown> {
  const name = capitalized(type.name)
  const resource = { id: 1042, [type.keyField]: `${type.keyPrefix}-1042`, ...type.example, version: 3, createdAt: time, updatedAt: time }
  return {
    [name]: toWire(type.resource, resource),
    [`${name}Create`]: toWire(type.create, newRecord(type)),
    [`${name}Update`]: toWire(type.update, change(type)),
  }
}

/** A request for each operation of a type, by operation id. */
export function recordExamples(type: DocumentedType): Record<string, RouteExample> {
  const { list, get, update, remove, bulkCreate, bulkUpdate } = type.routes
  const status = transitionExample(type)
  return {
    [list.operationId]: { query: { page: { limit: 20 } } },
    [get.operationId]: { params: { id: exampleIds.read } },
    [update.operationId]: { params: { id: exampleIds.update } },
    [remove.operationId]: { params: { id: exampleIds.remove } },
    [bulkCreate.operationId]: {
      body: { items: [1, 2].map((number) => toWire(type.create, numbered(type, number))), atomic: false },
    },
    [bulkUpdate.operationId]: {
      body: { items: exampleIds.bulk.map((id) => ({ ...(toWire(type.update, change(type)) as Values), id })), atomic: true },
    },
    [`transition_${snakeCase(type.name)}`]: { params: { id: exampleIds.transition }, body: { to: status, note: 'Malzeme bekleniyor' } },
  }
}

/** What a caller sends for a new record: the example without what Interlock derives, its references to the first record of each type. */
function newRecord(type: DocumentedType): Record<string, unknown> {
  const written = Object.entries(type.example).filter(([field, value]) => Object.hasOwn(type.fields, field) && value !== null)
  return Object.fromEntries(written.map(([field, value]) => [field, referred(type, field, value)]))
}

function referred(type: DocumentedType, field: string, value: unknown): unknown {
  if (type.people?.includes(field) === true) return 1
  if (!Object.hasOwn(type.references, field)) return value
  return Array.isArray(value) ? [exampleIds.read] : exampleIds.read
}

/** A new record with another title, so that two of them can be told apart, and with values of its own where no two may have the same. */
function numbered(type: DocumentedType, number: number): Record<string, unknown> {
  const record: Values = { ...newRecord(type), ...type.bulkExample }
  const told = [type.titleField, ...(type.unique ?? [])].filter((field) => typeof record[field] === 'string')
  return { ...record, ...Object.fromEntries(told.map((field) => [field, `${record[field]} ${number}`])) }
}

function change(type: DocumentedType): Record<string, unknown> {
  const record = newRecord(type)
  const field = Object.hasOwn(record, type.titleField) ? type.titleField : (Object.keys(record)[0] ?? type.titleField)
  const value = record[field]
  return { [field]: field === type.titleField && typeof value === 'string' ? `${value}, rev. 2` : value, version: 1 }
}

/** A status that a new record may go to. */
function transitionExample({ status }: DocumentedType): string {
  if (status === undefined) return ''
  const { transitions, initial, setElsewhere = {} } = status
  return transitions[initial]?.find((each) => !Object.hasOwn(setElsewhere, each)) ?? initial
}
