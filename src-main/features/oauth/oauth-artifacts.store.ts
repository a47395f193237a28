import { and, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { accessTokens, oauthArtifacts, refreshTokens } from './oauth.control.table.ts'

type ArtifactRow = typeof oauthArtifacts.$inferSelect

const byHash = prepared((db) =>
  db
    .select()
    .from(oauthArtifacts)
    .where(and(eq(oauthArtifacts.kind, sql.placeholder('kind')), eq(oauthArtifacts.idHash, sql.placeholder('idHash'))))
    .prepare(),
)

export const findArtifact = (db: Db, kind: string, idHash: string): ArtifactRow | undefined => byHash(db).get({ kind, idHash })

export const putArtifact = (db: Db, row: typeof oauthArtifacts.$inferInsert): void =>
  void db
    .insert(oauthArtifacts)
    .values(row)
    .onConflictDoUpdate({ target: oauthArtifacts.idHash, set: { payload: row.payload, expiresAt: row.expiresAt } })
    .run()

export const markArtifactUsed = (db: Db, idHash: string, now: string): void =>
  void db.update(oauthArtifacts).set({ usedAt: now }).where(eq(oauthArtifacts.idHash, idHash)).run()

export const deleteArtifact = (db: Db, idHash: string): void =>
  void db.delete(oauthArtifacts).where(eq(oauthArtifacts.idHash, idHash)).run()

export const deleteArtifactsOfGrant = (db: Db, kind: string, grantId: string): void =>
  void db
    .delete(oauthArtifacts)
    .where(and(eq(oauthArtifacts.kind, kind), eq(oauthArtifacts.grantId, grantId)))
    .run()

export const deleteArtifactsOfClient = (db: Db, clientId: number): void =>
  void db.delete(oauthArtifacts).where(eq(oauthArtifacts.clientId, clientId)).run()

/** Drops what has expired, of each table at most so many rows. @returns how many went. */
export function purgeExpiredOauth(db: Db, now: string, limit: number): number {
  return [accessTokens, refreshTokens, oauthArtifacts]
    .map((table) => {
      const expired = db.select({ row: sql`rowid` }).from(table).where(lt(table.expiresAt, now)).limit(limit)
      return db.delete(table).where(sql`rowid IN ${expired}`).run().changes
    })
    .reduce((sum, changes) => sum + changes, 0)
}
