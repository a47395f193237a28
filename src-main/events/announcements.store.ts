import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../infra/db/database.ts'
import { prepared } from '../infra/db/prepared.ts'
import { announcements } from './announcements.control.table.ts'

export type Announcement = typeof announcements.$inferSelect

export const insertAnnouncement = (db: Db, announcement: typeof announcements.$inferInsert): void =>
  void db.insert(announcements).values(announcement).run()

const waiting = prepared((db) => db.select().from(announcements).orderBy(asc(announcements.seq)).limit(sql.placeholder('limit')).prepare())

/** What is not in a workspace's log yet, oldest first. */
export const listAnnouncements = (db: Db, limit: number): Announcement[] => waiting(db).all({ limit })

export const deleteAnnouncement = (db: Db, seq: number): void => void db.delete(announcements).where(eq(announcements.seq, seq)).run()
