import { z } from 'zod'
import type { RouteArguments, RouteOutput, RouteSpec } from '../../src-main/contract/route.ts'
import { fromWire, toWire } from '../../src-main/contract/wire.ts'
import { ApiError, readApiError } from './api-error.ts'
import { queryString } from './query-string.ts'
import type { Workspace } from './workspace.ts'

type Optional<Arguments> = {
  [Name in keyof Arguments]: Record<never, never> extends Arguments[Name] ? Name : undefined extends Arguments[Name] ? Name : never
}[keyof Arguments]

/** What a call needs: `params`, `query` and `body` as the contract declares them; what may be left out, is optional. */
export type CallInput<Spec extends RouteSpec> = Omit<RouteArguments<Spec>, Optional<RouteArguments<Spec>>> & {
  readonly [Name in Optional<RouteArguments<Spec>>]?: RouteArguments<Spec>[Name]
} & CallOptions

interface CallOptions {
  readonly signal?: AbortSignal
  /** For a call that may be made again after a lost answer: the same key does it once. A new one for each call unless given. */
  readonly idempotencyKey?: string
}

interface AnyCallInput extends CallOptions {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: unknown
  readonly body?: unknown
}

export interface ApiOptions {
  readonly fetch: typeof globalThis.fetch
  readonly workspace: () => Workspace
  readonly csrfToken: () => string | undefined
  /** The language of the window, in which the server says what is wrong. */
  readonly language: () => string
  /** Makes the idempotency key of one unsafe call. */
  readonly newId: () => string
}

export interface Api {
  /** Calls a route of a contract. @throws ApiError */
  readonly callRoute: <Spec extends RouteSpec>(spec: Spec, input: CallInput<Spec>) => Promise<RouteOutput<Spec>>
  /** The address of a route, for links and copyable commands; same origin, no host. */
  readonly routePath: <Spec extends RouteSpec>(spec: Spec, input: CallInput<Spec>) => string
  /** Leads every query key, so that nothing of one company or environment is ever shown in another. */
  readonly scopeKey: () => readonly [company: string, environment: string]
  /** An idempotency key to keep with a draft. */
  readonly newIdempotencyKey: () => string
}

/** The window's client: typed by the routes, same origin, with the chosen workspace in its headers. */
export function createApi(options: ApiOptions): Api {
  return {
    callRoute: async (spec, input) => {
      const response = await send(options, spec, input)
      if (!response.ok) throw await readApiError(response)
      // The contract decided the type of what `readResult` returns; it cannot be inferred from the value.
      return (await readResult(spec, response)) as RouteOutput<typeof spec>
    },
    routePath: (spec, input) => routePath(spec, input),
    scopeKey: () => {
      const { company, environment } = options.workspace()
      return [company ?? '', environment]
    },
    newIdempotencyKey: options.newId,
  }
}

async function send(options: ApiOptions, spec: RouteSpec, input: AnyCallInput): Promise<Response> {
  const body = encodeBody(spec, input.body)
  const init: RequestInit = {
    method: spec.method,
    headers: headersOf(options, spec, { body, idempotencyKey: input.idempotencyKey }),
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  }
  try {
    return await options.fetch(routePath(spec, input), init)
  } catch (cause) {
    if (input.signal?.aborted === true) throw cause
    throw new ApiError({ code: 'unreachable', message: `${spec.method} ${spec.path}`, cause })
  }
}

function headersOf(
  options: ApiOptions,
  spec: RouteSpec,
  { body, idempotencyKey }: { body: BodyInit | undefined; idempotencyKey: string | undefined },
): Record<string, string> {
  const { company, environment } = options.workspace()
  const csrfToken = options.csrfToken()
  return {
    Accept: 'application/json, */*;q=0.5',
    'Accept-Language': options.language(),
    'X-Environment': environment,
    ...(company === undefined ? {} : { 'X-Company': company }),
    ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}),
    ...(csrfToken === undefined ? {} : { 'X-CSRF-Token': csrfToken }),
    ...(spec.method === 'GET' ? {} : { 'X-Idempotency-Key': idempotencyKey ?? options.newId() }),
  }
}

function encodeBody(spec: RouteSpec, body: unknown): BodyInit | undefined {
  if (body === undefined) return undefined
  if (body instanceof Blob) return body
  return JSON.stringify(spec.body === undefined ? body : toWire(spec.body, body))
}

function routePath(spec: RouteSpec, input: AnyCallInput): string {
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])))
  const query = spec.query === undefined || input.query === undefined ? '' : queryString(toWire(spec.query, input.query))
  return query === '' ? path : `${path}?${query}`
}

async function readResult(spec: RouteSpec, response: Response): Promise<unknown> {
  if (spec.response === 'empty') return undefined
  if (!(spec.response instanceof z.ZodType)) return response.blob()
  const parsed = spec.response.safeParse(fromWire(spec.response, await response.json()))
  if (parsed.success) return parsed.data
  throw new ApiError({
    code: 'unexpected_response',
    message: z.prettifyError(parsed.error),
    requestId: response.headers.get('x-request-id') ?? undefined,
  })
}
