import { type ErrorCode, errorStatuses } from '../../src-main/contract/error-codes.ts'

/** What can go wrong on the way to the server, beyond the codes of the API itself. */
export const transportCodes = ['unreachable', 'unexpected_response'] as const

export type WindowErrorCode = ErrorCode | (typeof transportCodes)[number]

export interface FieldIssue {
  /** Path on the wire, `lines.0.unit_price`. */
  readonly field: string
  readonly reason: string
}

export interface ApiErrorDetails {
  readonly fields?: readonly FieldIssue[]
  readonly fix?: string
  readonly [name: string]: unknown
}

interface ApiErrorInput {
  readonly code: WindowErrorCode
  readonly message: string
  readonly requestId?: string | undefined
  readonly details?: ApiErrorDetails | undefined
  readonly cause?: unknown
}

/** A call that did not succeed. `requestId` is empty when no answer came. */
export class ApiError extends Error {
  readonly code: WindowErrorCode
  readonly requestId: string
  readonly details: ApiErrorDetails

  constructor(input: ApiErrorInput) {
    super(input.message, { cause: input.cause })
    this.name = 'ApiError'
    this.code = input.code
    this.requestId = input.requestId ?? ''
    this.details = input.details ?? {}
  }
}

export const isApiError = (error: unknown, ...codes: readonly WindowErrorCode[]): error is ApiError =>
  error instanceof ApiError && (codes.length === 0 || codes.includes(error.code))

interface ErrorBody {
  readonly code?: string
  readonly message?: string
  readonly requestId?: string
  readonly details?: ApiErrorDetails
}

const isKnownCode = (code: string | undefined): code is ErrorCode => code !== undefined && Object.hasOwn(errorStatuses, code)

/** Reads the error model `{ code, message, requestId, details }` of an answer; anything else becomes `unexpected_response`. */
export async function readApiError(response: Response): Promise<ApiError> {
  const text = await response.text()
  const body = parseBody(text)
  return new ApiError({
    code: isKnownCode(body.code) ? body.code : 'unexpected_response',
    message: body.message ?? `${response.status} ${response.statusText}`.trim(),
    requestId: body.requestId ?? response.headers.get('x-request-id') ?? undefined,
    details: body.details,
  })
}

function parseBody(text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {} // a proxy's or a crashed server's page; the status line says all there is
  }
}
