import type { Db } from './database.ts'
import type { WriteQueue } from './write-queue.ts'

/** control.db: companies, people, sessions and keys, with its writer. */
export interface Control {
  readonly db: Db
  readonly write: WriteQueue['write']
}
