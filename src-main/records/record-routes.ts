import { z } from 'zod'
import type { Page } from '../contract/pagination.ts'
import { expandedName } from '../contract/record-list.ts'
import type { RouteSpec } from '../contract/route.ts'
import { grants, type RecordResource, type Scope } from '../contract/scopes.ts'
import { snakeCase } from '../contract/wire.ts'
import type { Db } from '../infra/db/database.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { type BoundRoute, type Exchange, read, write } from '../infra/http/bind.ts'
import { parseWire } from '../infra/http/validation.ts'
import { AppError } from '../lib/app-error.ts'
import { runBulk } from './bulk-write.ts'
import type { ListQuery } from './list-query.ts'
import type { RecordRegistry } from './record-registry.ts'
import type { RecordTypeLike, Transition } from './record-service.ts'

type Values = Readonly<Record<string, unknown>>

export interface RoutedType extends RecordTypeLike {
  readonly plural: RecordResource
  readonly statuses: readonly string[]
  readonly expandable: Readonly<Record<string, string>>
  readonly routes: Readonly<Record<'list' | 'get' | 'create' | 'update' | 'remove' | 'bulkCreate' | 'bulkUpdate', RouteSpec>>
}

interface RecordOperations {
  readonly registry: RecordRegistry
  readonly list: (db: Db, query: ListQuery) => Page<unknown>
  readonly get: (db: Db, id: string) => unknown
  readonly create: (tx: Tx, fields: Values) => unknown
  readonly update: (tx: Tx, id: string, fields: Values & { readonly version: number }) => unknown
  readonly remove: (tx: Tx, id: string) => void
  readonly transition: (tx: Tx, id: string, request: Transition) => unknown
}

/** What a record route's validated input looks like; the declaration made both the schema and the route. */
interface Input {
  readonly principal: { readonly workspace: { readonly db: Db }; readonly scopes: readonly Scope[] }
  readonly params: { readonly id: string }
  readonly query: ListQuery & { readonly expand?: string | undefined }
  readonly body: Values & { readonly version: number; readonly items: readonly Values[]; readonly atomic: boolean }
  readonly exchange: Exchange
}

const typed = (input: unknown): Input => input as Input // see Input

/** Binds the routes of a record type, and its transitions, to its service. */
export function recordRoutes(type: RoutedType, records: RecordOperations, transitionSpec?: RouteSpec): BoundRoute[] {
  const reading = readRoutes(type, records)
  if (type.isImmutable === true) return [...reading, createRoute(type, records)]
  // `bulk` before `{id}`: the first route that fits answers.
  const routes = [...bulkRoutes(type, records), ...reading, createRoute(type, records), ...changeRoutes(type, records)]
  if (transitionSpec === undefined) return routes
  const transition = write(transitionSpec, (tx, input) => {
    const { params, principal, exchange } = typed(input)
    checkPrecondition(exchange, records, principal.workspace.db, params.id)
    const { to, note, version, ...fields } = input.body as Transition & Values // the transition route's body
    return records.transition(tx, params.id, { to, note, version, fields }) as never // the service gives the resource
  })
  return [...routes, transition]
}

/** The list and the record, for types whose writes are their own. */
export const readRoutes = (type: RoutedType, records: Pick<RecordOperations, 'registry' | 'list' | 'get'>): BoundRoute[] => [
  read(type.routes.list, (input) => {
    const { principal, query } = typed(input)
    const page = records.list(principal.workspace.db, query)
    return { ...page, data: expanded(type, records.registry, page.data, typed(input)) } as never // what the list's schema says
  }),
  read(type.routes.get, (input) => {
    const { principal, params } = typed(input)
    const record = records.get(principal.workspace.db, params.id)
    return expanded(type, records.registry, [record], typed(input))[0] as never // as above
  }),
]

const createRoute = (type: RoutedType, records: RecordOperations): BoundRoute =>
  write(type.routes.create, (tx, input) => records.create(tx, typed(input).body) as never) // the service gives the resource

function changeRoutes(type: RoutedType, records: RecordOperations): BoundRoute[] {
  return [
    write(type.routes.update, (tx, input) => {
      const { params, body, principal, exchange } = typed(input)
      checkPrecondition(exchange, records, principal.workspace.db, params.id)
      return records.update(tx, params.id, body) as never // as above
    }),
    write(type.routes.remove, (tx, input) => {
      const { params, principal, exchange } = typed(input)
      checkPrecondition(exchange, records, principal.workspace.db, params.id)
      return records.remove(tx, params.id) as never // an empty answer
    }),
  ]
}

function bulkRoutes(type: RoutedType, records: RecordOperations): BoundRoute[] {
  const updateOne = type.update.extend({ id: z.int().positive() })
  return [
    write(type.routes.bulkCreate, (tx, input) => {
      const run = (item: unknown): unknown => records.create(tx, parseWire(type.create, item))
      const { body, exchange } = typed(input)
      return runBulk(tx, body, { status: 201, language: exchange.language, run }) as never // the bulk answer of the contract
    }),
    write(type.routes.bulkUpdate, (tx, input) => {
      const run = (item: unknown): unknown => {
        const { id, ...fields } = parseWire(updateOne, item)
        return records.update(tx, String(id), fields as Values & { version: number }) // the schema of an update
      }
      const { body, exchange } = typed(input)
      return runBulk(tx, body, { status: 200, language: exchange.language, run }) as never // as above
    }),
  ]
}

/** Sets the records that `expand` names beside their ids. @throws AppError `forbidden` without the right to read them. */
function expanded(type: RoutedType, registry: RecordRegistry, data: readonly unknown[], { principal, query }: Input): readonly unknown[] {
  if (query.expand === undefined) return data
  const wanted = query.expand.split(',')
  const references = Object.entries(type.expandable).filter(([field]) => wanted.includes(snakeCase(expandedName(field))))
  for (const [, plural] of references) assertMayRead(principal.scopes, plural)
  const { db } = principal.workspace
  const known = new Map<string, unknown>()
  const find = (plural: string, id: unknown): unknown => {
    if (typeof id !== 'number') return null
    const name = `${plural}/${id}`
    if (!known.has(name)) known.set(name, registry.find(plural).findOnWire(db, id) ?? null)
    return known.get(name)
  }
  return data.map((record) => {
    const values = record as Values // a resource is an object
    return { ...values, ...Object.fromEntries(references.map(([field, plural]) => [expandedName(field), find(plural, values[field])])) }
  })
}

function assertMayRead(scopes: readonly Scope[], plural: string): void {
  const scope = `${plural}:read` as Scope // a reference names a record type
  if (grants(scopes, scope)) return
  throw new AppError('forbidden', `To expand ${plural}, this needs the scope ${scope}.`, {
    details: { scope, fix: 'Leave it out of expand, or use a credential that holds this scope.' },
  })
}

/** `If-Match: "3-…"`: the write is meant for version 3 only. @throws AppError `precondition_failed`. */
export function checkPrecondition(exchange: Exchange, records: Pick<RecordOperations, 'get'>, db: Db, id: string): void {
  const { ifMatch } = exchange
  if (ifMatch === '' || ifMatch === '*') return
  const { version } = records.get(db, id) as { readonly version: number } // every resource has one
  const versions = [...ifMatch.matchAll(/"(\d+)-/g)].map(([, number]) => Number(number))
  if (versions.includes(version)) return
  throw new AppError('precondition_failed', `The record is at version ${version}, not at the one of If-Match.`, {
    details: { current_version: version, fix: 'Read the record again, and send its new ETag as If-Match.' },
  })
}
