import { z } from 'zod'
import { expandedName, type FilterKind, listQuery, readingQuery } from './record-list.ts'
import { recordId, recordRoutes } from './record-routes.ts'
import { recordsOnWire } from './record-schemas.ts'
import type { RecordResource } from './scopes.ts'

export interface StatusRules<Status extends string> {
  readonly initial: Status
  /** Where each status may go by `POST .../transitions`. */
  readonly transitions: Readonly<Record<Status, readonly Status[]>>
  /** Entering one of these is announced by an event of its own: `{ in_progress: 'started' }` by `production_order.started`. */
  readonly announced: Readonly<Partial<Record<Status, string>>>
  /** Statuses that only another operation sets, with the words that tell a caller which. */
  readonly setElsewhere?: Readonly<Partial<Record<Status, string>>>
  /** Statuses that only another operation ends, with the words that tell a caller which. */
  readonly leftElsewhere?: Readonly<Partial<Record<Status, string>>>
  /** Fields that are filled in while a record is in a status; the transition into it may bring them along. */
  readonly needs?: Readonly<Partial<Record<Status, readonly string[]>>>
  /** Statuses in which a record may be deleted; every one unless given. */
  readonly removable?: readonly Status[]
}

/** An event that a type has beside those of the mechanism. */
export interface OwnEvent {
  /** `When a comment is added` */
  readonly description: string
  /** What its `data` carries beside the record, each with an example. */
  readonly beside?: Readonly<Record<string, { readonly schema: z.ZodType; readonly example: unknown }>>
}

type Shape = Readonly<Record<string, z.ZodType>>
type Unwrapped<Fields extends Shape> = {
  [Name in keyof Fields]: Fields[Name] extends z.ZodDefault<infer Inner extends z.ZodType> ? Inner : Fields[Name]
}
type Optional<Fields extends Shape> = { [Name in keyof Fields]: z.ZodOptional<Fields[Name] extends z.ZodType ? Fields[Name] : never> }

export interface RecordDeclaration<
  Name extends string,
  Plural extends RecordResource,
  Fields extends Shape,
  Computed extends Shape,
  Status extends string,
> {
  /** `productionOrder`; on the wire `production_order`. */
  readonly name: Name
  /** Also the name of its table, its scopes and its texts. */
  readonly plural: Plural
  /** `JOB` of `JOB-1042`; the number is the row id. */
  readonly keyPrefix: string
  /** What follows the prefix and a hyphen in a key, as a regular expression; the row id unless given. */
  readonly keyNumber?: string
  readonly description: string
  /** What a client writes. What may be left out has a default; a resource always carries every field. */
  readonly fields: Fields
  /** What Interlock derives. */
  readonly computed: Computed
  /** The field that a person knows a record by. */
  readonly titleField: keyof (Fields & Computed) & string
  /** Fields that hold the id of another record, with its type: checked on each write, expanded where asked for. */
  readonly references?: Readonly<Partial<Record<keyof (Fields & Computed) & string, RecordResource>>>
  /** Fields such as `assigneeId` that hold the id of a person of the company: checked on each write, with the name kept in the computed `assigneeName`. */
  readonly people?: readonly (keyof Fields & string)[]
  /** References whose record may be deleted nevertheless: this one goes on showing its name. */
  readonly outlives?: readonly (keyof (Fields & Computed) & string)[]
  /** Fields that no two records have the same, deleted ones left out; each has an index. */
  readonly unique?: readonly (keyof Fields & string)[]
  readonly status?: StatusRules<Status>
  /** What the event of a new record is called where `created` is not the word: `near_miss.reported`. */
  readonly createdEvent?: string
  /** Events of the type beside those of the mechanism, by what happened: `assigned`. */
  readonly ownEvents?: Readonly<Record<string, OwnEvent>>
  /** An entry of a ledger: written once, never changed nor deleted. */
  readonly isImmutable?: boolean
  readonly filters: Readonly<Record<string, FilterKind>>
  /** Sortable fields; each has an index. `-name` is descending. */
  readonly sorts: readonly string[]
  /** Fields whose words `q` finds, beside the key. */
  readonly search?: readonly (keyof (Fields & Computed) & string)[]
  /** A resource's example values by field, for docs and events. */
  readonly example: Readonly<Record<string, unknown>>
  /** What is otherwise where several are created at once. */
  readonly bulkExample?: Readonly<Record<string, unknown>>
}

const isDefault = (schema: z.ZodType): schema is z.ZodDefault<z.ZodType> => schema instanceof z.ZodDefault

const unwrapDefaults = <Fields extends Shape>(fields: Fields): Unwrapped<Fields> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name, isDefault(schema) ? schema.def.innerType : schema]),
  ) as Unwrapped<Fields> // fromEntries forgets the names

const optional = <Fields extends Shape>(fields: Fields): Optional<Fields> =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.optional()])) as Optional<Fields> // as above

const hasField = ({ fields, computed }: { fields: Shape; computed: Shape }, name: string): boolean =>
  Object.hasOwn(fields, name) || Object.hasOwn(computed, name)

/** An expanded record is of another type, whose own contract describes it. */
const expandedRecords = (expandable: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(expandable).map(([field, plural]) => [
      expandedName(field),
      z
        .record(z.string(), z.unknown())
        .register(recordsOnWire, { plural })
        .nullable()
        .optional()
        .describe(`The whole record of ${plural}, with expand=${expandedName(field)}.`),
    ]),
  )

/**
 * Declares a record type once. Its API, validation, OpenAPI, events, search, list and form come from here; the drizzle table stands beside it,
 * and what is special about the type is ordinary code in its feature.
 */
export function recordType<
  const Name extends string,
  const Plural extends RecordResource,
  const Fields extends Shape,
  const Computed extends Shape,
  const Status extends string = never,
>(declaration: RecordDeclaration<Name, Plural, Fields, Computed, Status>) {
  const { name, plural, keyPrefix, filters, sorts } = declaration
  const references: Readonly<Record<string, RecordResource>> = (declaration.references ?? {}) as Record<string, RecordResource> // no undefined values
  const search: readonly string[] = declaration.search ?? []
  const people: readonly string[] = declaration.people ?? []
  const unique: readonly string[] = declaration.unique ?? []
  const statuses = Object.keys(declaration.status?.transitions ?? {}) as Status[] // the keys of Record<Status, …>
  // A type that keeps a copy of its own under that name has nothing to expand.
  const expandable = Object.fromEntries(Object.entries(references).filter(([field]) => !hasField(declaration, expandedName(field))))
  const schemas = recordSchemas(declaration, statuses, expandable)
  const resourceFields = Object.keys(schemas.resource.shape).filter((field) => !Object.hasOwn(expandedRecords(expandable), field))
  return {
    ...declaration,
    references,
    expandable,
    search,
    people,
    unique,
    statuses,
    keyField: `${name}Key` as `${Name}Key`,
    ...schemas,
    routes: recordRoutes({
      name,
      plural,
      params: recordId(keyPrefix, declaration.keyNumber),
      ...schemas,
      query: listQuery({ filters, sorts, search, expandable, resourceFields }),
      one: z.strictObject(readingQuery({ expandable, resourceFields })),
    }),
  }
}

/** What a record looks like, and what creates and changes one. */
function recordSchemas<Name extends string, Fields extends Shape, Computed extends Shape, Status extends string>(
  declaration: Pick<
    RecordDeclaration<Name, RecordResource, Fields, Computed, Status>,
    'name' | 'plural' | 'fields' | 'computed' | 'description'
  >,
  statuses: readonly Status[],
  expandable: Readonly<Record<string, RecordResource>>,
) {
  const { name } = declaration
  const readable = unwrapDefaults(declaration.fields)
  const shape = {
    id: z.int(),
    [`${name}Key`]: z.string(),
    ...readable,
    ...declaration.computed,
    ...(statuses.length === 0 ? {} : { status: z.enum(statuses) }),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  } as RecordShape<Name, Fields, Computed, Status> // a computed key widens to string
  const resource = z
    .object({ ...shape, ...(expandedRecords(expandable) as Record<never, never>) }) // present only where asked for
    .meta({ id: capitalized(name), description: declaration.description })
    .register(recordsOnWire, { plural: declaration.plural })
  const create = z.strictObject(declaration.fields).meta({ id: `${capitalized(name)}Create` })
  const update = z
    .strictObject({
      ...optional(readable),
      version: z.int().describe('The version that you changed; a newer one answers 409 version_conflict.'),
    })
    .meta({ id: `${capitalized(name)}Update` })
  return { resource, create, update }
}

type RecordShape<Name extends string, Fields extends Shape, Computed extends Shape, Status extends string> = {
  id: z.ZodInt
  version: z.ZodInt
  createdAt: z.ZodISODateTime
  updatedAt: z.ZodISODateTime
} & { [Key in `${Name}Key`]: z.ZodString } & Omit<Unwrapped<Fields>, keyof Computed> &
  Computed &
  ([Status] extends [never] ? unknown : { status: z.ZodEnum<{ [Value in Status]: Value }> })

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
