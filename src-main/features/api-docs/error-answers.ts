import { type ErrorCode, errorStatuses } from '../../contract/error-codes.ts'

/** What a caller reads about an error code, in one language: `code` of `resources/locales/<language>/error-pages.json`. */
export type ErrorTexts = Readonly<Record<string, { readonly happened: string; readonly causes: readonly string[]; readonly fix: string }>>

/** What the details of a code hold beside the fix, where there is more. */
const details: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, unknown>>>>> = {
  invalid_request: { field: 'lines.0.quantity', fields: [{ field: 'lines.0.quantity', reason: 'must be a number greater than 0' }] },
  forbidden: { scope: 'jobs:write' },
  method_not_allowed: { allowed: ['GET', 'POST'] },
  version_conflict: { current_version: 4 },
  transition_not_allowed: { from: 'draft', allowed: ['planned', 'in_progress', 'canceled'] },
  bulk_refused: { index: 2 },
}

export const errorCodes = Object.keys(errorStatuses) as ErrorCode[] // the keys of an object of exactly these

/** An example answer with this code. */
export function errorAnswer(code: ErrorCode, texts: ErrorTexts): Record<string, unknown> {
  const { happened = code, fix = '' } = texts[code] ?? {}
  return {
    code,
    message: happened,
    requestId: 'req_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
    details: { ...details[code], fix, docs: `/api/docs/errors/${code}` },
  }
}
