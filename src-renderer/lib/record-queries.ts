import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../src-main/contract/pagination.ts'
import { expandedName } from '../../src-main/contract/record-list.ts'
import type { RouteSpec } from '../../src-main/contract/route.ts'
import { snakeCase } from '../../src-main/contract/wire.ts'
import { listEvents } from '../../src-main/features/events/events.contract.ts'
import type { Api } from './api.ts'
import { isApiError } from './api-error.ts'
import { type RecordBase, type RecordTypeOf, readKey } from './record-type.ts'
import { cursorListOptions } from './use-cursor-list.ts'

export type FilterValue = string | Readonly<Record<string, string>>

/** What a list asks for: filters by field as the API has them, and one sort. */
export interface RecordListRequest {
  readonly filters?: Readonly<Record<string, FilterValue>>
  /** Typed text: a key finds its one record, anything else is searched as words. */
  readonly text?: string | undefined
  readonly sort?: string | undefined
}

export interface TransitionRequest {
  readonly id: string | number
  readonly to: string
  readonly note?: string | null
  /** What the new status needs of the record's own fields. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly version?: number
}

const pageSize = 50

interface QueryOptions {
  /** For a type with statuses. */
  readonly transition?: RouteSpec | undefined
  /** Records come with what they refer to. */
  readonly isExpanded?: boolean
}

// The declaration made the routes from the same schemas as `Item`; the compiler cannot follow it through `RouteSpec`.
const call = async <Output>(api: Api, spec: RouteSpec, input: object): Promise<Output> =>
  (await api.callRoute(spec, input as never)) as Output

/** Queries and mutations of one record type, made from its declaration. */
export function recordQueries<Item extends RecordBase>(type: RecordTypeOf<Item>, { transition, isExpanded = false }: QueryOptions = {}) {
  const { routes } = type
  const references = Object.keys(type.expandable).map((field) => snakeCase(expandedName(field)))
  const expand = isExpanded && references.length > 0 ? { expand: references.join(',') } : {}
  const keyFor = (api: Api) => [...api.scopeKey(), type.plural] as const
  const fetchPage = async (
    api: Api,
    request: RecordListRequest,
    { page, signal }: { page: object; signal: AbortSignal },
  ): Promise<Page<Item>> => {
    const text = request.text?.trim() ?? ''
    const key = readKey(type, text)
    const found = key === undefined ? undefined : await findByKey<Item>(type, { api, key, expand, signal })
    if (found !== undefined) return { data: [found], pagination: { limit: 1, nextCursor: null } }
    const search = text === '' ? {} : { q: text }
    const sort = request.sort === undefined ? {} : { sort: request.sort }
    return call(api, routes.list, {
      query: { ...request.filters, ...search, ...sort, ...expand, page: { limit: pageSize, ...page } },
      signal,
    })
  }
  return {
    ...writesOf<Item>(type, transition),
    /** How many there are. */
    count: (api: Api, filters: Readonly<Record<string, FilterValue>>) =>
      queryOptions({
        queryKey: [...keyFor(api), 'count', filters],
        queryFn: ({ signal }) => countOf(type, { api, filters, signal }),
      }),
    /** A list that continues by cursor, for `useCursorList`. */
    list: (api: Api, request: RecordListRequest) =>
      cursorListOptions<Item>({
        queryKey: [...keyFor(api), 'list', request],
        fetchPage: (page, signal) => fetchPage(api, request, { page, signal }),
      }),
    /** The first `limit` records, at most 100. */
    first: (api: Api, request: RecordListRequest & { readonly limit: number }) =>
      queryOptions({
        queryKey: [...keyFor(api), 'first', request],
        queryFn: ({ signal }) => fetchPage(api, request, { page: { limit: request.limit }, signal }),
      }),
    one: (api: Api, id: string | number) =>
      queryOptions({
        queryKey: [...keyFor(api), 'one', String(id)],
        queryFn: ({ signal }) => call<Item>(api, routes.get, { params: { id: String(id) }, query: expand, signal }),
      }),
    /** The newest events of one record. */
    history: (api: Api, id: number) =>
      queryOptions({
        queryKey: [...keyFor(api), 'history', id],
        queryFn: ({ signal }) =>
          api.callRoute(listEvents, { query: { recordType: snakeCase(type.name), recordId: id, page: { limit: 50 } }, signal }),
      }),
  }
}

/** NB: a page by number is the one list that carries its total. */
async function countOf(
  { routes }: Pick<RecordTypeOf<RecordBase>, 'routes'>,
  { api, filters, signal }: { api: Api; filters: object; signal: AbortSignal },
): Promise<number> {
  const query = { ...filters, page: { number: 1, limit: 1 } }
  const { pagination } = await call<Page<RecordBase>>(api, routes.list, { query, signal })
  return pagination.total ?? 0
}

async function findByKey<Item extends RecordBase>(
  type: RecordTypeOf<Item>,
  { api, key, expand, signal }: { api: Api; key: string; expand: object; signal: AbortSignal },
): Promise<Item | undefined> {
  try {
    return await call<Item>(api, type.routes.get, { params: { id: key }, query: expand, signal })
  } catch (error) {
    if (isApiError(error, 'not_found')) return undefined
    throw error
  }
}

function writesOf<Item extends RecordBase>(type: RecordTypeOf<Item>, transition: RouteSpec | undefined) {
  const { routes } = type
  /** Whatever changed shows wherever it is on screen; all of it is one local request each. */
  const refresh = (api: Api) => ({
    onSettled: (_data: unknown, _error: unknown, _variables: unknown, _result: unknown, context: { readonly client: QueryClient }) =>
      void context.client.invalidateQueries({ queryKey: api.scopeKey() }),
  })
  return {
    create: (api: Api) => mutationOptions({ ...refresh(api), mutationFn: (body: object) => call<Item>(api, routes.create, { body }) }),
    update: (api: Api) =>
      mutationOptions({
        ...refresh(api),
        mutationFn: ({ id, ...body }: { readonly id: number; readonly version: number }) =>
          call<Item>(api, routes.update, { params: { id: String(id) }, body }),
      }),
    remove: (api: Api) =>
      mutationOptions({
        // Whatever shows the record itself must not ask for it again: it is gone.
        onSettled: (_data: unknown, _error: unknown, _id: number, _result: unknown, context: { readonly client: QueryClient }) =>
          void context.client.invalidateQueries({
            queryKey: api.scopeKey(),
            predicate: ({ queryKey: [, , plural, part] }) => plural !== type.plural || part === 'list' || part === 'first',
          }),
        mutationFn: (id: number) => call<undefined>(api, routes.remove, { params: { id: String(id) } }),
      }),
    transition: (api: Api) =>
      mutationOptions({
        ...refresh(api),
        mutationFn: ({ id, fields, ...move }: TransitionRequest) => {
          if (transition === undefined) throw new Error(`${type.plural} have no statuses`)
          return call<Item>(api, transition, { params: { id: String(id) }, body: { ...fields, ...move } })
        },
      }),
  }
}

export type RecordQueries<Item extends RecordBase> = ReturnType<typeof recordQueries<Item>>
