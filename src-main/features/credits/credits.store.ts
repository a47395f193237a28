import { desc } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { credits } from './credits.table.ts'

const newest = prepared((db) => db.select({ balance: credits.balanceAfter }).from(credits).orderBy(desc(credits.id)).limit(1).prepare())

/** The balance; undefined while the ledger is empty. */
export const findBalance = (db: Db): number | undefined => newest(db).get()?.balance
