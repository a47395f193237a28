import { eq } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { expiryWarnings } from './expiry.table.ts'

type Warning = typeof expiryWarnings.$inferSelect

export const listWarnings = (db: Db): Warning[] => db.select().from(expiryWarnings).all()

export const putWarning = (db: Db, warning: Warning): void =>
  void db.insert(expiryWarnings).values(warning).onConflictDoUpdate({ target: expiryWarnings.credential, set: warning }).run()

export const deleteWarning = (db: Db, credential: string): void =>
  void db.delete(expiryWarnings).where(eq(expiryWarnings.credential, credential)).run()
