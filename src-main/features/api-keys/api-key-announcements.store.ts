import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { apiKeyAnnouncements } from './api-keys.control.table.ts'

type Announcement = typeof apiKeyAnnouncements.$inferSelect

export const insertAnnouncement = (db: Db, announcement: typeof apiKeyAnnouncements.$inferInsert): void =>
  void db.insert(apiKeyAnnouncements).values(announcement).run()

const waiting = prepared((db) =>
  db.select().from(apiKeyAnnouncements).orderBy(asc(apiKeyAnnouncements.seq)).limit(sql.placeholder('limit')).prepare(),
)

/** What is not in a workspace's log yet, oldest first. */
export const listAnnouncements = (db: Db, limit: number): Announcement[] => waiting(db).all({ limit })

export const deleteAnnouncement = (db: Db, seq: number): void =>
  void db.delete(apiKeyAnnouncements).where(eq(apiKeyAnnouncements.seq, seq)).run()
