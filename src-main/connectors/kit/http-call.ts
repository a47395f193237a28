import type { FailureKind } from './connector.contract.ts'

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Path below the base URL of the connection, or a whole URL of the same vendor that an answer named. */
  readonly path: string
  /** Undefined ones are left out; lists are repeated. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** One of these makes the body and its Content-Type. */
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: { readonly bytes: Uint8Array | string; readonly mediaType: string }
  /**
   * Whether sending it twice does no more than once: GET, HEAD, PUT and DELETE unless it says so, and what carries the vendor's idempotency key.
   * Only such a call is repeated once it may have arrived.
   */
  readonly isRepeatable?: boolean
  /** What the answer has to be; a page of HTML instead is a failure. Defaults to JSON. */
  readonly expects?: 'json' | 'anything'
  /** Any status is an answer, for who reads it by a protocol of its own. */
  readonly isAnyStatusFine?: boolean
  /** Of a connection with a grant the token of it goes along, unless this says no or there is an Authorization header. */
  readonly isAuthorized?: boolean
  readonly timeoutMs?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The body as JSON; undefined when it is none or empty. Parse it with a schema before use. */
  readonly json: unknown
}

/** What a vendor says about an answer, read by the connector. */
export interface VendorVerdict {
  readonly kind: FailureKind
  readonly code: string | null
  readonly message: string | null
  readonly retryAfterMs?: number | undefined
}

export const headerOf = ({ headers }: Pick<HttpAnswer, 'headers'>, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}
