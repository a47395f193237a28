import { type ErrorCode, errorStatuses } from '../contract/error-codes.ts'
import type { Locale } from '../contract/fields.ts'

export interface FieldIssue {
  /** Path on the wire, `lines.0.unit_price`. */
  readonly field: string
  readonly reason: string
}

/** What a caller is told beyond code and message. Free of secrets and of anything internal. */
export interface ErrorDetails {
  /** The first invalid field, as the seeds' error model has it. */
  readonly field?: string
  readonly fields?: readonly FieldIssue[]
  /** What the caller can do about it. */
  readonly fix?: string
  readonly [name: string]: unknown
}

interface AppErrorOptions {
  readonly details?: ErrorDetails
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
  readonly issuesIn?: (language: Locale) => readonly FieldIssue[]
}

/** A failure that the caller is told about. Bugs throw plain `Error` and reach the caller as `internal_error`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** Seconds after which a retry makes sense, sent as `Retry-After`. */
  readonly retryAfterSeconds: number | undefined
  /** What is wrong with each field in another language, where that is known. */
  readonly issuesIn: ((language: Locale) => readonly FieldIssue[]) | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
    this.issuesIn = options.issuesIn
  }

  get status(): number {
    return errorStatuses[this.code]
  }
}

/** An `invalid_request` about one field. */
export const invalidField = (field: string, reason: string, fix = 'Correct this field and send the request again.'): AppError =>
  new AppError('invalid_request', `${field}: ${reason}`, { details: { field, fields: [{ field, reason }], fix } })

export const notFound = (what: string, id: string | number): AppError =>
  new AppError('not_found', `There is no ${what} ${id}.`, { details: { fix: 'Check the id or key; it may be of the other environment.' } })
