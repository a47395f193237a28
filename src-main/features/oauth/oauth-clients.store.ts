import { desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { type ApiClientRow, apiClients } from './oauth.control.table.ts'

/** A client with what its readers need besides the row. */
export interface OauthClientOfCompany {
  readonly client: ApiClientRow
  readonly company: string
  readonly companyName: string
  readonly ownerName: string | null
}

const selectClients = (db: Db) =>
  db
    .select({ client: apiClients, company: companies.slug, companyName: companies.name, ownerName: users.name })
    .from(apiClients)
    .innerJoin(companies, eq(companies.id, apiClients.companyId))
    .leftJoin(users, eq(users.id, apiClients.ownerId))

const byId = prepared((db) =>
  selectClients(db)
    .where(eq(apiClients.id, sql.placeholder('id')))
    .prepare(),
)

export const findOauthClient = (db: Db, id: number): OauthClientOfCompany | undefined => byId(db).get({ id })

const byClientId = prepared((db) =>
  selectClients(db)
    .where(eq(apiClients.clientId, sql.placeholder('clientId')))
    .prepare(),
)

export const findOauthClientByClientId = (db: Db, clientId: string): OauthClientOfCompany | undefined => byClientId(db).get({ clientId })

const ofCompany = prepared((db) =>
  selectClients(db)
    .where(eq(companies.slug, sql.placeholder('company')))
    .orderBy(desc(apiClients.id))
    .prepare(),
)

/** Every client of a company, newest first. */
export const listClientsOfCompany = (db: Db, company: string): OauthClientOfCompany[] => ofCompany(db).all({ company })

export const insertOauthClient = (db: Db, row: typeof apiClients.$inferInsert): number =>
  db.insert(apiClients).values(row).returning({ id: apiClients.id }).get().id

type ClientColumns = typeof apiClients.$inferInsert

export const updateOauthClientRow = (
  db: Db,
  id: number,
  change: { [Name in keyof ClientColumns]?: ClientColumns[Name] | undefined },
): void => void db.update(apiClients).set(change).where(eq(apiClients.id, id)).run()

export const deleteOauthClientRow = (db: Db, id: number): void => void db.delete(apiClients).where(eq(apiClients.id, id)).run()

const stamp = prepared((db) =>
  db
    .update(apiClients)
    .set({ lastUsedAt: sql`${sql.placeholder('at')}`, lastUsedAddress: sql`${sql.placeholder('address')}` })
    .where(eq(apiClients.id, sql.placeholder('id')))
    .prepare(),
)

export const stampClientUse = (db: Db, use: { id: number; at: string; address: string }): void => void stamp(db).run(use)
