import { z } from 'zod'
import { listOf, pageQuery } from './pagination.ts'
import { route } from './route.ts'
import type { RecordResource, Scope } from './scopes.ts'
import { snakeCase } from './wire.ts'

/** How a field can be filtered: keyword `eq ne in`, text `eq contains`, number and time `eq gt gte lt lte`. */
export type FilterKind = 'keyword' | 'text' | 'number' | 'time'

export const filterOperators = {
  keyword: ['eq', 'ne', 'in'],
  text: ['eq', 'contains'],
  number: ['eq', 'gt', 'gte', 'lt', 'lte'],
  time: ['eq', 'gt', 'gte', 'lt', 'lte'],
} as const satisfies Record<FilterKind, readonly string[]>

export interface StatusRules<Status extends string> {
  readonly initial: Status
  /** Where each status may go by `POST .../transitions`. */
  readonly transitions: Readonly<Record<Status, readonly Status[]>>
  /** Entering one of these is announced by an event of its own, `job.completed`. */
  readonly announced: readonly Status[]
  /** Statuses that only another operation sets, with the words that tell a caller which. */
  readonly setElsewhere?: Readonly<Partial<Record<Status, string>>>
  /** Statuses that only another operation ends, with the words that tell a caller which. */
  readonly leftElsewhere?: Readonly<Partial<Record<Status, string>>>
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
  readonly name: Name
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
  readonly status?: StatusRules<Status>
  readonly filters: Readonly<Record<string, FilterKind>>
  /** Sortable fields; each has an index. `-name` is descending. */
  readonly sorts: readonly string[]
  /** A resource's example values by field, for docs and events. */
  readonly example: Readonly<Record<string, unknown>>
}

const isDefault = (schema: z.ZodType): schema is z.ZodDefault<z.ZodType> => schema instanceof z.ZodDefault

const unwrapDefaults = <Fields extends Shape>(fields: Fields): Unwrapped<Fields> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name, isDefault(schema) ? schema.def.innerType : schema]),
  ) as Unwrapped<Fields> // fromEntries forgets the names

const optional = <Fields extends Shape>(fields: Fields): Optional<Fields> =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.optional()])) as Optional<Fields> // as above

const filterSchema = (kind: FilterKind) =>
  z.union([
    z.string().min(1),
    z.strictObject(Object.fromEntries(filterOperators[kind].map((operator) => [operator, z.string().min(1).optional()]))),
  ])

function listQuery(filters: Readonly<Record<string, FilterKind>>, sorts: readonly string[]) {
  const sortable = ['id', ...sorts].map(snakeCase)
  return z.strictObject({
    page: pageQuery.optional(),
    sort: z
      .enum([...sortable, ...sortable.map((name) => `-${name}`)])
      .default('-id')
      .describe('Field to sort by; a leading minus is descending.'),
    ...Object.fromEntries(
      Object.entries(filters).map(([name, kind]) => [
        name,
        filterSchema(kind)
          .optional()
          .describe(`Filter: ${snakeCase(name)}=value or ${snakeCase(name)}[${filterOperators[kind].join('|')}]=value.`),
      ]),
    ),
  })
}

/** A path id: the integer id or the human key. */
const recordId = (keyPrefix: string, keyNumber = '[1-9][0-9]{0,14}') =>
  z.strictObject({
    id: z
      .string()
      .regex(new RegExp(`^(?:[1-9][0-9]{0,14}|${keyPrefix}-${keyNumber})$`, 'i'), `must be an id or a key that begins with ${keyPrefix}-`),
  })

/**
 * Declares a record type once. Its API, validation, OpenAPI, events, list and form come from here; the drizzle table stands beside it, and what
 * is special about the type is ordinary code in its feature.
 */
export function recordType<
  const Name extends string,
  const Plural extends RecordResource,
  const Fields extends Shape,
  const Computed extends Shape,
  const Status extends string = never,
>(declaration: RecordDeclaration<Name, Plural, Fields, Computed, Status>) {
  const { name, plural, keyPrefix } = declaration
  const readable = unwrapDefaults(declaration.fields)
  const statuses = Object.keys(declaration.status?.transitions ?? {}) as Status[] // the keys of Record<Status, …>
  const resource = z
    .object({
      id: z.int(),
      [`${name}Key`]: z.string(),
      ...readable,
      ...declaration.computed,
      ...(statuses.length === 0 ? {} : { status: z.enum(statuses) }),
      version: z.int(),
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
    } as RecordShape<Name, Fields, Computed, Status>) // a computed key widens to string
    .meta({ id: capitalized(name), description: declaration.description })
  const create = z.strictObject(declaration.fields).meta({ id: `${capitalized(name)}Create` })
  const update = z
    .strictObject({
      ...optional(readable),
      version: z.int().describe('The version that you changed; a newer one answers 409 version_conflict.'),
    })
    .meta({ id: `${capitalized(name)}Update` })
  return {
    ...declaration,
    statuses,
    keyField: `${name}Key` as `${Name}Key`,
    resource,
    create,
    update,
    routes: recordRoutes({
      name,
      plural,
      params: recordId(keyPrefix, declaration.keyNumber),
      resource,
      create,
      update,
      query: listQuery(declaration.filters, declaration.sorts),
    }),
  }
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

interface RouteParts {
  readonly name: string
  readonly plural: RecordResource
  readonly params: ReturnType<typeof recordId>
}

const recordRoutes = <Resource extends z.ZodType, Create extends z.ZodType, Update extends z.ZodType, Query extends z.ZodObject>(
  parts: RouteParts & { resource: Resource; create: Create; update: Update; query: Query },
) => ({ ...readingRoutes(parts), ...writingRoutes(parts) })

function readingRoutes<Resource extends z.ZodType, Query extends z.ZodObject>({
  name,
  plural,
  params,
  resource,
  query,
}: RouteParts & { resource: Resource; query: Query }) {
  const path = `/api/v1/${plural}` as const
  const shared = { method: 'GET', tag: capitalized(plural), access: { scope: `${plural}:read` as Scope } } as const
  return {
    list: route({
      ...shared,
      path,
      operationId: `list_${plural}`,
      summary: `List ${plural}`,
      query,
      response: listOf(resource),
      errors: ['invalid_cursor'],
    }),
    get: route({
      ...shared,
      path: `${path}/{id}`,
      operationId: `get_${name}`,
      summary: `Get a ${name} by id or key`,
      params,
      response: resource,
      errors: ['not_found'],
    }),
  }
}

function writingRoutes<Resource extends z.ZodType, Create extends z.ZodType, Update extends z.ZodType>({
  name,
  plural,
  params,
  ...schemas
}: RouteParts & { resource: Resource; create: Create; update: Update }) {
  const path = `/api/v1/${plural}` as const
  const shared = { tag: capitalized(plural), access: { scope: `${plural}:write` as Scope } } as const
  const ofOne = { ...shared, path: `${path}/{id}`, params } as const
  return {
    create: route({
      ...shared,
      method: 'POST',
      path,
      operationId: `create_${name}`,
      summary: `Create a ${name}`,
      body: schemas.create,
      response: schemas.resource,
      status: 201,
      errors: ['idempotency_conflict'],
    }),
    update: route({
      ...ofOne,
      method: 'PATCH',
      operationId: `update_${name}`,
      summary: `Change some fields of a ${name}`,
      body: schemas.update,
      response: schemas.resource,
      errors: ['not_found', 'version_conflict'],
    }),
    remove: route({
      ...ofOne,
      method: 'DELETE',
      operationId: `delete_${name}`,
      summary: `Delete a ${name}`,
      response: 'empty',
      errors: ['not_found', 'conflict'],
    }),
  }
}

/** `POST /api/v1/<plural>/{id}/transitions`, for a type with statuses. */
export function transitionRoute<Resource extends z.ZodType, Status extends string>(type: {
  name: string
  plural: RecordResource
  keyPrefix: string
  keyNumber?: string | undefined
  resource: Resource
  statuses: readonly Status[]
}) {
  return route({
    method: 'POST',
    path: `/api/v1/${type.plural}/{id}/transitions`,
    operationId: `transition_${type.name}`,
    summary: `Change the status of a ${type.name}`,
    tag: capitalized(type.plural),
    access: { scope: `${type.plural}:write` as Scope },
    params: recordId(type.keyPrefix, type.keyNumber),
    body: z.strictObject({
      to: z.enum(type.statuses),
      note: z.string().max(500).nullable().default(null).describe('Why; kept with the status, for example what a job on hold waits for.'),
      version: z.int().optional().describe('When given, an older version than the current one answers 409 version_conflict.'),
    }),
    response: type.resource,
    errors: ['not_found', 'transition_not_allowed', 'version_conflict'],
  })
}
