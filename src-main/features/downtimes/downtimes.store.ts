import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { downtimes } from './downtimes.table.ts'

const openOf = prepared((db) =>
  db
    .select({ id: downtimes.id })
    .from(downtimes)
    .where(and(eq(downtimes.assetId, sql.placeholder('assetId')), isNull(downtimes.endedAt), isNull(downtimes.deletedAt)))
    .prepare(),
)

/** The id of the downtime that an asset is in. */
export const findOpenDowntime = (db: Db, assetId: number): number | undefined => openOf(db).get({ assetId })?.id
