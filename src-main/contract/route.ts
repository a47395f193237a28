import type { z } from 'zod'
import type { ErrorCode } from './error-codes.ts'
import type { Scope } from './scopes.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anybody, anybody signed in to the window, any credential (what it gets depends on its scopes), or one that holds a scope. */
export type Access = 'public' | 'signed_in' | 'credential' | { readonly scope: Scope }

/** What a successful answer carries: JSON of this schema, nothing (204), or a file of this media type. */
export type ResponseBody = z.ZodType | 'empty' | { readonly mediaType: string }

/** That something is on its way out: since when, until when it is served at least, and what to use instead. Days, `2026-11-01`. */
export interface Deprecated {
  readonly since: string
  readonly sunset: string
  /** Path of what takes its place. */
  readonly successor: string
}

/**
 * One route of the HTTP API. The server's binding, the OpenAPI document, the window's typed client and the tests' client
 * are all made from it. Names are camelCase here and snake_case on the wire (`wire.ts` maps them).
 */
export interface RouteSpec {
  readonly method: Method
  /** OpenAPI style, `/api/v1/jobs/{id}`; `/api/v1/...` is also served under `/v1/...`. */
  readonly path: `/${string}`
  readonly operationId: string
  readonly summary: string
  /** What a caller should know beyond the summary: Markdown. */
  readonly description?: string
  readonly tag: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** The body may also come as a form, `application/x-www-form-urlencoded`. */
  readonly isForm?: boolean
  readonly response: ResponseBody
  /** Defaults to 200, or 204 when the response is empty. */
  readonly status?: 200 | 201 | 202 | 204
  /** Whether this result is only accepted: it is answered 202, since something else has still to happen. */
  readonly isPending?: (result: never) => boolean
  /** An answer that depends on the workspace's records alone: it has an ETag and may be kept until one of them changes. */
  readonly isCacheable?: boolean
  /** A POST that only computes (a preview): it counts as a read and needs no idempotency key. */
  readonly changesNothing?: boolean
  /** The answer shows a secret this once, so that a copy kept for its idempotency key is sealed. */
  readonly showsSecret?: boolean
  /** It changes what the company has once, for live and sandbox alike: a sandbox credential is refused. */
  readonly changesCompany?: boolean
  readonly deprecated?: Deprecated
  /** Codes beyond those that every route can answer. */
  readonly errors?: readonly ErrorCode[]
  /** A request that works on a workspace with a few records of each type, and its answer; what is not given follows from the schemas. */
  readonly example?: RouteExample
}

/** In the names of the code. */
export interface RouteExample {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly response?: unknown
}

/** Declares a route; only keeps its literal types. */
export const route = <const Spec extends RouteSpec>(spec: Spec): Spec => spec

type Parsed<Schema, Otherwise> = Schema extends z.ZodType ? z.output<Schema> : Otherwise
type Sent<Schema, Otherwise> = Schema extends z.ZodType ? z.input<Schema> : Otherwise

/** What a handler receives of the request, validated. */
export interface RouteInput<Spec extends RouteSpec> {
  readonly params: Parsed<Spec['params'], Record<never, never>>
  readonly query: Parsed<Spec['query'], Record<never, never>>
  readonly body: Parsed<Spec['body'], undefined>
}

/** What a client hands over to call the route. */
export interface RouteArguments<Spec extends RouteSpec> {
  readonly params: Sent<Spec['params'], undefined>
  readonly query: Sent<Spec['query'], undefined>
  readonly body: Sent<Spec['body'], undefined>
}

/** What a handler returns, before the contract strips and checks it. */
export type RouteResult<Spec extends RouteSpec> = Spec['response'] extends z.ZodType
  ? z.input<Spec['response']>
  : Spec['response'] extends 'empty'
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing is what an empty answer is made from
      void
    : Uint8Array | TypedBytes

/** A file whose media type is only known with its content; the contract then says `image/*`. */
export interface TypedBytes {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** What a client gets back. */
export type RouteOutput<Spec extends RouteSpec> = Spec['response'] extends z.ZodType
  ? z.output<Spec['response']>
  : Spec['response'] extends 'empty'
    ? undefined
    : Blob
