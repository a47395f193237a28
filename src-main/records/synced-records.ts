import type { SyncedFields } from '../connectors/kit/sync.ts'
import type { Db } from '../infra/db/database.ts'
import type { Tx } from '../infra/db/write-queue.ts'

/** A record here, as the sync has it. */
export interface LocalRecord {
  readonly id: number
  readonly version: number
  readonly updatedAt: string
  /** What a person calls it. */
  readonly title: string
  readonly fields: SyncedFields
}

/** The records of one type here, for a sync. Made by the feature that they are of. */
export interface SyncedRecords {
  /** Their table, with the columns of every record table. */
  readonly table: string
  /** Fields that are told the vendor where it has none, and never taken from it. */
  readonly sentOnly: readonly string[]
  /** Undefined when there is none, or it is deleted. */
  readonly find: (db: Db, id: number) => LocalRecord | undefined
  /** What of a vendor's fields can be kept here, the rest null; undefined when it has nothing to be called by. */
  readonly clean: (fields: SyncedFields) => SyncedFields | undefined
  /** Those that are surely the same, the likeliest first. */
  readonly match: (db: Db, fields: SyncedFields) => readonly number[]
  readonly create: (tx: Tx, fields: SyncedFields) => LocalRecord
  readonly update: (tx: Tx, record: LocalRecord, fields: SyncedFields) => LocalRecord
  /** @throws AppError `conflict` while others refer to it. */
  readonly remove: (tx: Tx, record: LocalRecord) => void
}
