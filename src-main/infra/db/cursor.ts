import { AppError } from '../../lib/app-error.ts'

export type CursorValue = string | number | null

/** Opaque to callers: the sort values of the last row of a page, base64url. */
export const encodeCursor = (values: readonly CursorValue[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** @throws AppError `invalid_cursor` for anything that `encodeCursor` did not make for a list with this many sort values. */
export function decodeCursor(cursor: string, length: number): CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values
  } catch {
    // Not JSON: the same answer as for any other text that is no cursor.
  }
  throw new AppError('invalid_cursor', 'This cursor does not belong to this list.', {
    details: { field: 'page.after', fix: 'Use the next_cursor of the previous page unchanged, with the same sort and filters.' },
  })
}

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
