import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/sqlite-core'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { companies } from '../companies/companies.control.table.ts'
import { companyMembers, users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'
import { accessTokens, apiClients, type RefreshTokenRow, refreshTokens } from './oauth.control.table.ts'

export const insertAccessToken = (db: Db, row: typeof accessTokens.$inferInsert): number =>
  db.insert(accessTokens).values(row).returning({ id: accessTokens.id }).get().id

/** Everything that decides whether an access token is good, and for what. */
const byHash = prepared((db) =>
  db
    .select({
      token: accessTokens,
      client: apiClients,
      company: companies.slug,
      sharedLimit: { id: rateLimits.id, readsPerHour: rateLimits.readsPerHour, writesPerHour: rateLimits.writesPerHour },
      user: {
        id: users.id,
        name: users.name,
        email: users.email,
        language: users.language,
        isActive: users.isActive,
        role: companyMembers.role,
      },
    })
    .from(accessTokens)
    .innerJoin(apiClients, eq(apiClients.id, accessTokens.clientId))
    .innerJoin(companies, eq(companies.id, apiClients.companyId))
    .leftJoin(rateLimits, eq(rateLimits.id, apiClients.rateLimitId))
    .leftJoin(users, eq(users.id, accessTokens.userId))
    .leftJoin(
      companyMembers,
      and(
        eq(companyMembers.userId, accessTokens.userId),
        eq(companyMembers.companyId, apiClients.companyId),
        isNull(companyMembers.disabledAt),
      ),
    )
    .where(eq(accessTokens.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
)

export function findAccessToken(db: Db, tokenHash: string) {
  const found = byHash(db).get({ tokenHash })
  // NB: a person of two joined tables comes as an object of nulls where there is none.
  return found === undefined ? undefined : { ...found, user: found.token.userId === null ? null : found.user }
}

export type AccessTokenWithRights = NonNullable<ReturnType<typeof findAccessToken>>

const refreshByHash = prepared((db) =>
  db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
)

export const findRefreshToken = (db: Db, tokenHash: string): RefreshTokenRow | undefined => refreshByHash(db).get({ tokenHash })

/** The tokens that took the place of one: of the same consent, one rotation on. */
const successors = prepared((db) =>
  db
    .select()
    .from(refreshTokens)
    .where(and(eq(refreshTokens.grantId, sql.placeholder('grantId')), eq(refreshTokens.rotations, sql.placeholder('rotations'))))
    .prepare(),
)

export const listSuccessors = (db: Db, { grantId, rotations }: { grantId: string; rotations: number }): RefreshTokenRow[] =>
  successors(db).all({ grantId, rotations: rotations + 1 })

export const insertRefreshToken = (db: Db, row: typeof refreshTokens.$inferInsert): number =>
  db.insert(refreshTokens).values(row).returning({ id: refreshTokens.id }).get().id

export const updateRefreshToken = (db: Db, id: number, change: Partial<typeof refreshTokens.$inferInsert>): void =>
  void db.update(refreshTokens).set(change).where(eq(refreshTokens.id, id)).run()

/** Siblings of a new token that nobody has used are void from now on. */
export const supersedeSiblings = (db: Db, token: { id: number; grantId: string; rotations: number }): void =>
  void db
    .update(refreshTokens)
    .set({ isSuperseded: true })
    .where(
      and(
        eq(refreshTokens.grantId, token.grantId),
        eq(refreshTokens.rotations, token.rotations),
        isNull(refreshTokens.usedAt),
        sql`${refreshTokens.id} <> ${token.id}`,
      ),
    )
    .run()

/** Ties the newest access token and the newest refresh token of a consent together. */
export const linkNewestTokens = (db: Db, grantId: string): void =>
  void db
    .update(refreshTokens)
    .set({ accessTokenId: sql`(SELECT max(id) FROM access_tokens WHERE grant_id = ${grantId})` })
    .where(sql`${refreshTokens.id} = (SELECT max(id) FROM refresh_tokens WHERE grant_id = ${grantId})`)
    .run()

/** @returns how many were good until now. */
export function revokeTokens(db: Db, which: { grantId: string } | { clientId: number } | { accessTokenId: number }): number {
  const now = { isRevoked: true }
  if ('accessTokenId' in which)
    return db
      .update(accessTokens)
      .set(now)
      .where(liveAccess(eq(accessTokens.id, which.accessTokenId)))
      .run().changes
  const access = 'grantId' in which ? eq(accessTokens.grantId, which.grantId) : eq(accessTokens.clientId, which.clientId)
  const refresh = 'grantId' in which ? eq(refreshTokens.grantId, which.grantId) : eq(refreshTokens.clientId, which.clientId)
  const revoked = db.update(accessTokens).set(now).where(liveAccess(access)).run().changes
  return (
    revoked +
    db
      .update(refreshTokens)
      .set(now)
      .where(and(refresh, eq(refreshTokens.isRevoked, false)))
      .run().changes
  )
}

const liveAccess = (which: SQL) => and(which, eq(accessTokens.isRevoked, false))

export interface LiveToken {
  readonly kind: 'access' | 'refresh'
  readonly id: number
  readonly grantId: string | null
  readonly clientId: number
  readonly clientName: string
  readonly userName: string | null
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string
}

export interface TokenFilter {
  readonly company: string
  readonly now: string
  readonly environments: readonly string[]
  readonly clientId?: number | undefined
  readonly before?: { readonly createdAt: string; readonly id: number; readonly kind: string } | undefined
  readonly limit: number
}

/** The tokens that are good now, newest first. */
export function listLiveTokens(db: Db, filter: TokenFilter): LiveToken[] {
  const both = union(
    liveOf(db, 'access', accessTokens, filter).where(and(liveAccess(gt(accessTokens.expiresAt, filter.now)), ...reach(filter))),
    liveOf(db, 'refresh', refreshTokens, filter).where(
      and(
        gt(refreshTokens.expiresAt, filter.now),
        eq(refreshTokens.isRevoked, false),
        eq(refreshTokens.isSuperseded, false),
        isNull(refreshTokens.usedAt),
        ...reach(filter),
      ),
    ),
  ).as('tokens')
  const { before } = filter
  return db
    .select()
    .from(both)
    .where(
      before === undefined
        ? undefined
        : lt(sql`(${both.createdAt}, ${both.kind}, ${both.id})`, sql`(${before.createdAt}, ${before.kind}, ${before.id})`),
    )
    .orderBy(desc(both.createdAt), desc(both.kind), desc(both.id))
    .limit(filter.limit)
    .all()
    .map((row) => ({ ...row, scopes: JSON.parse(row.scopes) as string[] })) // written by us as a list of texts
}

const reach = ({ company, environments, clientId }: TokenFilter): (SQL | undefined)[] => [
  eq(companies.slug, company),
  sql`${apiClients.environment} IN ${environments}`,
  clientId === undefined ? undefined : eq(apiClients.id, clientId),
]

const liveOf = (db: Db, kind: 'access' | 'refresh', table: typeof accessTokens | typeof refreshTokens, _filter: TokenFilter) =>
  db
    .select({
      kind: sql<'access' | 'refresh'>`${kind}`.as('kind'),
      id: table.id,
      grantId: table.grantId,
      clientId: table.clientId,
      clientName: sql<string>`${apiClients.name}`.as('client_name'),
      userName: sql<string | null>`${users.name}`.as('user_name'),
      scopes: sql<string>`${table.scopes}`.as('scopes'),
      createdAt: table.createdAt,
      expiresAt: table.expiresAt,
    })
    .from(table)
    .innerJoin(apiClients, eq(apiClients.id, table.clientId))
    .innerJoin(companies, eq(companies.id, apiClients.companyId))
    .leftJoin(users, eq(users.id, table.userId))

/** Which client a token of the list belongs to. */
export function findTokenOfList(db: Db, kind: 'access' | 'refresh', id: number): { clientId: number; grantId: string | null } | undefined {
  const table = kind === 'access' ? accessTokens : refreshTokens
  return db.select({ clientId: table.clientId, grantId: table.grantId }).from(table).where(eq(table.id, id)).get()
}
