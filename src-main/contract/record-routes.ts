import { z } from 'zod'
import { listOf } from './pagination.ts'
import { route } from './route.ts'
import type { RecordResource, Scope } from './scopes.ts'
import { snakeCase } from './wire.ts'

/** A path id: the integer id or the human key. */
export const recordId = (keyPrefix: string, keyNumber = '[1-9][0-9]{0,14}') =>
  z.strictObject({
    id: z
      .string()
      .regex(new RegExp(`^(?:[1-9][0-9]{0,14}|${keyPrefix}-${keyNumber})$`, 'i'), `must be an id or a key that begins with ${keyPrefix}-`),
  })

/** `production orders` of `production_orders`. */
const spoken = (name: string): string => snakeCase(name).replaceAll('_', ' ')
const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
const article = (words: string): string => (/^[aeiou]/.test(words) ? 'an' : 'a')

/** `/api/v1/production-orders` */
const pathOf = (plural: RecordResource) => `/api/v1/${plural.replaceAll('_', '-')}` as const

const mostItems = 1_000

interface RouteParts {
  readonly name: string
  readonly plural: RecordResource
  readonly params: ReturnType<typeof recordId>
}

interface Schemas<Resource, Create, Update, Query, One> {
  readonly resource: Resource
  readonly create: Create
  readonly update: Update
  readonly query: Query
  readonly one: One
}

/** The routes that every record type has. */
export const recordRoutes = <
  Resource extends z.ZodType,
  Create extends z.ZodObject,
  Update extends z.ZodObject,
  Query extends z.ZodObject,
  One extends z.ZodObject,
>(
  parts: RouteParts & Schemas<Resource, Create, Update, Query, One>,
) => ({ ...readingRoutes(parts), ...writingRoutes(parts), ...bulkRoutes(parts) })

function readingRoutes<Resource extends z.ZodType, Query extends z.ZodObject, One extends z.ZodObject>({
  name,
  plural,
  params,
  resource,
  query,
  one,
}: RouteParts & Pick<Schemas<Resource, unknown, unknown, Query, One>, 'resource' | 'query' | 'one'>) {
  const path = pathOf(plural)
  const shared = {
    method: 'GET',
    tag: capitalized(spoken(plural)),
    access: { scope: `${plural}:read` as Scope },
    isCacheable: true,
  } as const
  return {
    list: route({
      ...shared,
      path,
      operationId: `list_${plural}`,
      summary: `List ${spoken(plural)}`,
      query,
      response: listOf(resource),
      errors: ['invalid_cursor'],
    }),
    get: route({
      ...shared,
      path: `${path}/{id}`,
      operationId: `get_${snakeCase(name)}`,
      summary: `Get ${article(spoken(name))} ${spoken(name)} by id or key`,
      params,
      query: one,
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
  const path = pathOf(plural)
  const shared = { tag: capitalized(spoken(plural)), access: { scope: `${plural}:write` as Scope } } as const
  const ofOne = { ...shared, path: `${path}/{id}`, params } as const
  const one = `${article(spoken(name))} ${spoken(name)}`
  return {
    create: route({
      ...shared,
      method: 'POST',
      path,
      operationId: `create_${snakeCase(name)}`,
      summary: `Create ${one}`,
      body: schemas.create,
      response: schemas.resource,
      status: 201,
      errors: ['conflict'],
    }),
    update: route({
      ...ofOne,
      method: 'PATCH',
      operationId: `update_${snakeCase(name)}`,
      summary: `Change some fields of ${one}`,
      body: schemas.update,
      response: schemas.resource,
      errors: ['not_found', 'conflict', 'version_conflict', 'precondition_failed'],
    }),
    remove: route({
      ...ofOne,
      method: 'DELETE',
      operationId: `delete_${snakeCase(name)}`,
      summary: `Delete ${one}`,
      response: 'empty',
      errors: ['not_found', 'conflict', 'precondition_failed'],
    }),
  }
}

const bulkSummary = z.object({ succeeded: z.int(), failed: z.int() }).meta({ id: 'BulkSummary' })

/** What became of one item: the record, or why it was refused. */
const bulkResult = <Resource extends z.ZodType>(resource: Resource) =>
  z.object({
    data: z.array(
      z.object({
        index: z.int().describe('Place in `items`, from 0.'),
        status: z.int().describe('What the same write alone would have answered: 201, 200, 400, 409 …'),
        record: resource.nullable(),
        error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
      }),
    ),
    summary: bulkSummary,
  })

const bulkBody = (item: z.ZodObject) =>
  z.strictObject({
    // NB: each item is checked by itself, so that one wrong item does not refuse the others.
    items: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(mostItems)
      .describe(`1 to ${mostItems} of: ${Object.keys(item.shape).map(snakeCase).join(', ')}.`),
    atomic: z.boolean().default(false).describe('All or nothing: one refused item undoes the others.'),
  })

function bulkRoutes<Resource extends z.ZodType, Create extends z.ZodObject, Update extends z.ZodObject>({
  plural,
  resource,
  create,
  update,
}: RouteParts & { resource: Resource; create: Create; update: Update }) {
  const shared = {
    path: `${pathOf(plural)}/bulk`,
    tag: capitalized(spoken(plural)),
    access: { scope: `${plural}:write` as Scope },
    response: bulkResult(resource),
  } as const
  const withId = update.extend({ id: z.int().positive() })
  return {
    bulkCreate: route({
      ...shared,
      method: 'POST',
      operationId: `bulk_create_${plural}`,
      summary: `Create up to ${mostItems} ${spoken(plural)} at once`,
      body: bulkBody(create),
      errors: ['bulk_refused'],
    }),
    bulkUpdate: route({
      ...shared,
      method: 'PATCH',
      operationId: `bulk_update_${plural}`,
      summary: `Change up to ${mostItems} ${spoken(plural)} at once`,
      body: bulkBody(withId),
      errors: ['bulk_refused'],
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
  update: z.ZodObject
  status?: { readonly needs?: Readonly<Partial<Record<Status, readonly string[]>>> } | undefined
  statuses: readonly Status[]
}) {
  const needed = Object.values<readonly string[] | undefined>(type.status?.needs ?? {}).flat()
  const brought = Object.fromEntries(Object.entries(type.update.shape).filter(([name]) => needed.includes(name)))
  return route({
    method: 'POST',
    path: `${pathOf(type.plural)}/{id}/transitions`,
    operationId: `transition_${snakeCase(type.name)}`,
    summary: `Change the status of ${article(spoken(type.name))} ${spoken(type.name)}`,
    tag: capitalized(spoken(type.plural)),
    access: { scope: `${type.plural}:write` as Scope },
    params: recordId(type.keyPrefix, type.keyNumber),
    body: z.strictObject({
      ...(brought as Record<never, never>), // fields of the type itself, which no caller names here
      to: z.enum(type.statuses),
      note: z.string().max(500).nullable().default(null).describe('Why; kept with the status, for example what a job on hold waits for.'),
      version: z.int().optional().describe('When given, an older version than the current one answers 409 version_conflict.'),
    }),
    response: type.resource,
    errors: ['not_found', 'transition_not_allowed', 'version_conflict', 'precondition_failed'],
  })
}
