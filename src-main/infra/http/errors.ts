import type { Logger } from 'pino'
import type { ErrorCode } from '../../contract/error-codes.ts'
import { AppError } from '../../lib/app-error.ts'
import type { ErrorText } from './error-text.ts'

/** The JSON of every failure: `{ code, message, requestId, details }`, spelled as in the seeds. */
export const errorBody = (code: ErrorCode, { message, details }: ErrorText, requestId: string): string =>
  JSON.stringify({ code, message, requestId, details })

/**
 * The one boundary between failures and callers: an AppError goes out as it is, anything else is a bug, logged once with its cause and
 * hidden behind `internal_error`.
 */
export function toAppError(error: unknown, log: Logger, requestId: string): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.error({ err: error.cause ?? error, requestId, code: error.code }, error.message)
    return error
  }
  log.error({ err: error, requestId }, 'unexpected failure')
  return new AppError('internal_error', 'Something went wrong inside Interlock; nothing was changed.', {
    cause: error,
    details: { fix: `Send the request again; if it fails again, look for ${requestId} in the log.` },
  })
}
