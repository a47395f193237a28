import type { z } from 'zod'
import type { StatusRules } from '../../src-main/contract/record.ts'
import type { FilterKind } from '../../src-main/contract/record-list.ts'
import type { RouteSpec } from '../../src-main/contract/route.ts'
import type { RecordResource } from '../../src-main/contract/scopes.ts'

/** What every record carries, whatever its type. */
export interface RecordBase {
  readonly id: number
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly status?: string
}

/** A declaration made by `recordType`, as far as the window needs it for any type. */
export interface RecordTypeOf<Item extends RecordBase> {
  readonly name: string
  readonly plural: RecordResource
  readonly keyPrefix: string
  readonly keyNumber?: string | undefined
  readonly keyField: string
  readonly fields: Readonly<Record<string, z.ZodType>>
  readonly computed: Readonly<Record<string, z.ZodType>>
  readonly resource: z.ZodType<Item>
  readonly update: z.ZodObject
  readonly titleField: string
  readonly references: Readonly<Record<string, RecordResource>>
  readonly outlives?: readonly string[] | undefined
  /** Fields that hold the id of a person of the company. */
  readonly people: readonly string[]
  readonly expandable: Readonly<Record<string, RecordResource>>
  readonly search: readonly string[]
  readonly createdEvent?: string | undefined
  readonly isImmutable?: boolean | undefined
  readonly status?: StatusRules<string> | undefined
  readonly statuses: readonly string[]
  readonly filters: Readonly<Record<string, FilterKind>>
  readonly sorts: readonly string[]
  readonly routes: Readonly<Record<'list' | 'get' | 'create' | 'update' | 'remove', RouteSpec>>
}

/** Every field of a type with its schema, declared ones first; without key, status and version. */
export function schemasOf<Item extends RecordBase>(type: RecordTypeOf<Item>): Readonly<Record<string, z.ZodType>> {
  const { createdAt, updatedAt } = (type.resource as unknown as z.ZodObject<Record<string, z.ZodType>>).shape // `recordType` makes it of z.object
  const times = { ...(createdAt === undefined ? {} : { createdAt }), ...(updatedAt === undefined ? {} : { updatedAt }) }
  return { ...type.fields, ...type.computed, ...times }
}

/** One value of a record by its field's name. */
export const fieldValue = (record: object, name: string): unknown => (record as Readonly<Record<string, unknown>>)[name] // names come from the declaration

/** `JOB-1042` of a job. */
export const keyOf = <Item extends RecordBase>(type: RecordTypeOf<Item>, record: Item): string => String(fieldValue(record, type.keyField))

/** What a person means who types `1042`, `job-1042` or `JOB 1042`; undefined when it is no key of this type. */
export function readKey(type: Pick<RecordTypeOf<RecordBase>, 'keyPrefix' | 'keyNumber'>, typed: string): string | undefined {
  const number = type.keyNumber ?? '[1-9][0-9]{0,14}'
  const found = new RegExp(`^(?:${type.keyPrefix}[\\s-]*)?(${number})$`, 'i').exec(typed.trim())?.[1]
  return found === undefined ? undefined : `${type.keyPrefix}-${found}`
}

/** Where a record may go from its status by hand; what another operation sets is left out. */
export function openTransitions<Item extends RecordBase>(type: RecordTypeOf<Item>, record: Item): readonly string[] {
  const rules = type.status
  if (rules === undefined || record.status === undefined) return []
  const elsewhere = rules.setElsewhere ?? {}
  // What another operation set, only that operation takes back.
  if (Object.hasOwn(elsewhere, record.status)) return []
  return (rules.transitions[record.status] ?? []).filter((status) => !Object.hasOwn(elsewhere, status))
}

/** Fields that a status needs and a record lacks. */
export function missingFor<Item extends RecordBase>(type: RecordTypeOf<Item>, record: Item, status: string): readonly string[] {
  const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
  return (type.status?.needs?.[status] ?? []).filter((name) => isEmpty(fieldValue(record, name)))
}
