import type { Locale } from '../../contract/fields.ts'
import type { RouteInput, RouteResult, RouteSpec } from '../../contract/route.ts'
import type { Tx } from '../db/write-queue.ts'
import type { CredentialSource, Principal } from './principal.ts'

/** What every handler may know of the HTTP exchange besides its validated input. */
export interface Exchange {
  readonly requestId: string
  readonly address: string
  readonly userAgent: string
  /** Origin under which the caller reached Interlock, `http://127.0.0.1:4780`. */
  readonly origin: string
  /** The language that the caller likes best of those that we speak; English unless it says. */
  readonly language: Locale
  readonly setCookie: (name: string, value: string, maxAgeSeconds: number) => void
  readonly cookie: (name: string) => string | undefined
  /** The header If-Match; empty when there is none. */
  readonly ifMatch: string
  /** Offers the answer as a download of this name. */
  readonly attachment: (fileName: string) => void
}

/** Routes that need a credential get its principal; public ones get none. */
type Caller<Spec extends RouteSpec> = Spec['access'] extends 'public'
  ? { readonly principal?: undefined }
  : { readonly principal: Principal }

export type HandlerInput<Spec extends RouteSpec> = RouteInput<Spec> & Caller<Spec> & { readonly exchange: Exchange }

/** The same, as the binder sees it, where the route is any route. */
export interface AnyInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly principal?: Principal | undefined
  readonly exchange: Exchange
}

/** An answer that goes on. Its head goes out with the first part, so that until then a failure is answered as usual. */
export interface OpenStream {
  readonly source: CredentialSource
  readonly write: (part: string | Uint8Array) => void
  /** How many bytes the client has not read yet. */
  readonly waiting: () => number
  readonly onClose: (listener: () => void) => void
  readonly end: () => void
  /** Ends it without what still waits. */
  readonly cut: () => void
}

/** A route with one answer. */
export type AnsweringRoute =
  | { readonly kind: 'read'; readonly spec: RouteSpec; readonly handle: (input: AnyInput) => unknown }
  | {
      readonly kind: 'write'
      readonly spec: RouteSpec
      /** What has to be waited for before the transaction: its result is handed on. */
      readonly prepare?: (input: AnyInput) => Promise<unknown>
      readonly handle: (tx: Tx, input: AnyInput, prepared?: unknown) => unknown
    }
  | { readonly kind: 'task'; readonly spec: RouteSpec; readonly handle: (input: AnyInput) => Promise<unknown> }

export type BoundRoute =
  | AnsweringRoute
  | { readonly kind: 'stream'; readonly spec: RouteSpec; readonly handle: (input: AnyInput, stream: OpenStream) => void }

/** Binds a route that reads the workspace: synchronous, answered in the same turn. */
export const read = <Spec extends RouteSpec>(spec: Spec, handle: (input: HandlerInput<Spec>) => RouteResult<Spec>): BoundRoute => ({
  kind: 'read',
  spec,
  handle: handle as (input: AnyInput) => unknown, // the server validates the input by this very spec before it calls
})

/**
 * Binds a route that changes the workspace. The handler runs whole inside one queued transaction, together with the stored
 * answer of its idempotency key: the client's 2xx, the rows, the events and the replay commit or fail as one.
 */
export const write = <Spec extends RouteSpec>(
  spec: Spec,
  handle: (tx: Tx, input: HandlerInput<Spec>) => RouteResult<Spec>,
): BoundRoute => ({
  kind: 'write',
  spec,
  handle: handle as (tx: Tx, input: AnyInput) => unknown, // as above
})

/** The same, where something has to be waited for first: a document, a look-up. It changes nothing, so that a repeat may do it again. */
export const preparedWrite = <Spec extends RouteSpec, Prepared>(
  spec: Spec,
  prepare: (input: HandlerInput<Spec>) => Promise<Prepared>,
  handle: (tx: Tx, input: HandlerInput<Spec>, prepared: Prepared) => RouteResult<Spec>,
): BoundRoute => ({
  kind: 'write',
  spec,
  prepare: prepare as (input: AnyInput) => Promise<unknown>, // as above
  handle: handle as (tx: Tx, input: AnyInput, prepared: unknown) => unknown, // as above, with what `prepare` gave
})

/** Binds a route that waits for something else than the workspace's database: hashing, a worker, another database. */
export const task = <Spec extends RouteSpec>(
  spec: Spec,
  handle: (input: HandlerInput<Spec>) => Promise<RouteResult<Spec>>,
): BoundRoute => ({
  kind: 'task',
  spec,
  handle: handle as (input: AnyInput) => Promise<unknown>, // as above
})

/** Binds a route whose answer goes on: the handler writes to the stream as long as it is open. What it throws at once is answered as usual. */
export const stream = <Spec extends RouteSpec>(
  spec: Spec,
  handle: (input: HandlerInput<Spec>, stream: OpenStream) => void,
): BoundRoute => ({
  kind: 'stream',
  spec,
  handle: handle as (input: AnyInput, stream: OpenStream) => void, // as above
})
