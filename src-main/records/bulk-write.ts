import type { Locale } from '../contract/fields.ts'
import { prepared } from '../infra/db/prepared.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { errorText } from '../infra/http/error-text.ts'
import { AppError } from '../lib/app-error.ts'

/** What became of one item of a bulk write. */
interface BulkItem<Resource> {
  index: number
  /** The HTTP status that the same write alone would have had. */
  status: number
  record: Resource | null
  error: { code: string; message: string; details: Record<string, unknown> } | null
}

export interface BulkResult<Resource> {
  data: BulkItem<Resource>[]
  summary: { succeeded: number; failed: number }
}

const statements = prepared((db) => ({
  savepoint: db.$client.prepare('SAVEPOINT item'),
  release: db.$client.prepare('RELEASE item'),
  rollbackTo: db.$client.prepare('ROLLBACK TO item'),
}))

/**
 * Runs the same write for each item, in a savepoint each, so that a refused item undoes itself alone.
 * @throws AppError `bulk_refused` when `atomic` is asked for and one item is refused; then nothing of it is kept.
 */
export function runBulk<Resource>(
  tx: Tx,
  request: { readonly items: readonly unknown[]; readonly atomic: boolean },
  write: { readonly status: number; readonly language: Locale; readonly run: (item: unknown) => Resource },
): BulkResult<Resource> {
  const { savepoint, release, rollbackTo } = statements(tx.db)
  const data = request.items.map((item, index): BulkItem<Resource> => {
    savepoint.run()
    try {
      const record = write.run(item)
      release.run()
      return { index, status: write.status, record, error: null }
    } catch (error) {
      rollbackTo.run()
      release.run()
      if (!(error instanceof AppError)) throw error
      if (request.atomic) throw refused(index, error, write.language)
      const { message, details } = errorText(error, write.language)
      return { index, status: error.status, record: null, error: { code: error.code, message, details: { ...details } } }
    }
  })
  const failed = data.filter((item) => item.error !== null).length
  return { data, summary: { succeeded: data.length - failed, failed } }
}

function refused(index: number, error: AppError, language: Locale): AppError {
  const { message, details } = errorText(error, language)
  return new AppError('bulk_refused', `Item ${index} was refused, so nothing was written: ${message}`, {
    cause: error.cause,
    details: {
      index,
      item_code: error.code,
      item_details: details,
      fix: 'Correct this item and send all of them again, or send them without atomic.',
    },
  })
}
