import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { apiClients, refreshTokens } from './oauth.control.table.ts'

interface Place {
  readonly company: string
  readonly environment: Environment
}

/** The refresh tokens that can be used now, each with its client and who gave the consent, oldest first. @param now ISO 8601. */
export const listOpenConsents = (db: Db, { company, environment }: Place, now: string) =>
  db
    .select({
      grantId: refreshTokens.grantId,
      rotations: refreshTokens.rotations,
      createdAt: refreshTokens.createdAt,
      expiresAt: refreshTokens.expiresAt,
      clientId: apiClients.id,
      clientName: apiClients.name,
      userName: users.name,
    })
    .from(refreshTokens)
    .innerJoin(apiClients, eq(apiClients.id, refreshTokens.clientId))
    .innerJoin(companies, eq(companies.id, apiClients.companyId))
    .innerJoin(users, eq(users.id, refreshTokens.userId))
    .where(
      and(
        eq(companies.slug, company),
        eq(apiClients.environment, environment),
        eq(apiClients.isActive, true),
        gt(refreshTokens.expiresAt, now),
        eq(refreshTokens.isRevoked, false),
        eq(refreshTokens.isSuperseded, false),
        isNull(refreshTokens.usedAt),
      ),
    )
    .orderBy(asc(refreshTokens.id))
    .all()
