import type { Page } from '../contract/pagination.ts'
import type { RouteSpec } from '../contract/route.ts'
import type { Db } from '../infra/db/database.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { type BoundRoute, read, write } from '../infra/http/bind.ts'
import type { ListQuery } from './list-query.ts'
import type { Transition } from './record-service.ts'

interface RecordRouteSpecs {
  readonly list: RouteSpec
  readonly get: RouteSpec
  readonly create: RouteSpec
  readonly update: RouteSpec
  readonly remove: RouteSpec
}

interface RecordOperations {
  readonly list: (db: Db, query: ListQuery) => Page<unknown>
  readonly get: (db: Db, id: string) => unknown
  readonly create: (tx: Tx, fields: Readonly<Record<string, unknown>>) => unknown
  readonly update: (tx: Tx, id: string, fields: Readonly<Record<string, unknown>> & { readonly version: number }) => unknown
  readonly remove: (tx: Tx, id: string) => void
  readonly transition: (tx: Tx, id: string, request: Transition) => unknown
}

/** What a record route's validated input looks like; the declaration made both the schema and the route. */
interface Input {
  readonly principal: { readonly workspace: { readonly db: Db } }
  readonly params: { readonly id: string }
  readonly query: ListQuery
  readonly body: Readonly<Record<string, unknown>> & { readonly version: number }
}

const typed = (input: unknown): Input => input as Input // see Input

/** Binds the five routes of a record type, and its transitions, to its service. */
export function recordRoutes(specs: RecordRouteSpecs, records: RecordOperations, transitionSpec?: RouteSpec): BoundRoute[] {
  const routes = [
    read(specs.list, (input) => records.list(typed(input).principal.workspace.db, typed(input).query) as never),
    read(specs.get, (input) => records.get(typed(input).principal.workspace.db, typed(input).params.id) as never),
    write(specs.create, (tx, input) => records.create(tx, typed(input).body) as never),
    write(specs.update, (tx, input) => records.update(tx, typed(input).params.id, typed(input).body) as never),
    write(specs.remove, (tx, input) => records.remove(tx, typed(input).params.id) as never),
  ]
  if (transitionSpec === undefined) return routes
  const transition = write(transitionSpec, (tx, input) => records.transition(tx, typed(input).params.id, input.body as Transition) as never)
  return [...routes, transition]
}
