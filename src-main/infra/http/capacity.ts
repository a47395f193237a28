import { AppError } from '../../lib/app-error.ts'

/** How much is taken on at once. Beyond it a caller is sent away at once, so that those who were let in are answered in time. */
export interface Capacity {
  /** Requests to the API that are being worked on. */
  readonly requestsInWork: number
  /** Writes of one workspace that wait for their turn. */
  readonly queuedWrites: number
}

/** A full queue of writes is a tenth of a second of work for the disk. */
export const defaultCapacity: Capacity = { requestsInWork: 1_000, queuedWrites: 500 }

export const overloaded = (what: string): AppError =>
  new AppError('overloaded', `Too many ${what} at once.`, {
    retryAfterSeconds: 1,
    details: { fix: 'Wait as long as Retry-After says, then send the request again; nothing of it was done.' },
  })
