import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/sqlite-core'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { accessTokens, apiClients, oauthArtifacts, refreshTokens } from './oauth.control.table.ts'

interface PersonInCompany {
  readonly companyId: number
  readonly userId: number
}

const clientsOf = (db: Db, companyId: number) =>
  db.select({ id: apiClients.id }).from(apiClients).where(eq(apiClients.companyId, companyId))

/** How many consents of a person to clients of a company are in force: those with a token that is good. */
export function countConsents(db: Db, { companyId, userId, now }: PersonInCompany & { readonly now: string }): number {
  const ofPerson = (table: typeof accessTokens | typeof refreshTokens) =>
    and(eq(table.userId, userId), inArray(table.clientId, clientsOf(db, companyId)), eq(table.isRevoked, false), gt(table.expiresAt, now))
  return union(
    db.select({ grantId: accessTokens.grantId }).from(accessTokens).where(ofPerson(accessTokens)),
    db
      .select({ grantId: refreshTokens.grantId })
      .from(refreshTokens)
      .where(and(ofPerson(refreshTokens), isNull(refreshTokens.usedAt), eq(refreshTokens.isSuperseded, false))),
  ).all().length
}

/** Ends everything that a person allowed the clients of a company: tokens, consents, and codes under way. */
export function endConsents({ db }: Tx, { companyId, userId }: PersonInCompany): void {
  for (const table of [accessTokens, refreshTokens])
    db.update(table)
      .set({ isRevoked: true })
      .where(and(eq(table.userId, userId), inArray(table.clientId, clientsOf(db, companyId))))
      .run()
  const isOfPerson = sql`json_extract(${oauthArtifacts.payload}, '$.accountId') = ${String(userId)}`
  db.delete(oauthArtifacts)
    .where(and(inArray(oauthArtifacts.clientId, clientsOf(db, companyId)), isOfPerson))
    .run()
}
