import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { apiKeySecrets, apiKeys, type SecretRow } from './api-keys.control.table.ts'

const insert = prepared((db) =>
  db
    .insert(apiKeySecrets)
    .values({
      apiKeyId: sql.placeholder('apiKeyId'),
      keyHash: sql.placeholder('keyHash'),
      keyPrefix: sql.placeholder('keyPrefix'),
      createdAt: sql.placeholder('createdAt'),
    })
    .returning()
    .prepare(),
)

export const insertSecret = (
  db: Db,
  secret: { readonly apiKeyId: number; readonly keyHash: string; readonly keyPrefix: string; readonly createdAt: string },
): SecretRow => insert(db).get(secret)

const hashesOfPrefix = prepared((db) =>
  db
    .select({ id: apiKeySecrets.id, apiKeyId: apiKeySecrets.apiKeyId, keyHash: apiKeySecrets.keyHash })
    .from(apiKeySecrets)
    .where(eq(apiKeySecrets.keyPrefix, sql.placeholder('keyPrefix')))
    .prepare(),
)

export const listHashesOfPrefix = (db: Db, keyPrefix: string): Pick<SecretRow, 'id' | 'apiKeyId' | 'keyHash'>[] =>
  hashesOfPrefix(db).all({ keyPrefix })

const ofKey = prepared((db) =>
  db
    .select()
    .from(apiKeySecrets)
    .where(eq(apiKeySecrets.apiKeyId, sql.placeholder('apiKeyId')))
    .orderBy(desc(apiKeySecrets.id))
    .prepare(),
)

/** Every secret that a key ever had, newest first: the current one is the first. */
export const listSecretsOfKey = (db: Db, apiKeyId: number): SecretRow[] => ofKey(db).all({ apiKeyId })

const workingOfCompany = prepared((db) =>
  db
    .select({ secret: apiKeySecrets })
    .from(apiKeySecrets)
    .innerJoin(apiKeys, eq(apiKeys.id, apiKeySecrets.apiKeyId))
    .where(
      and(
        eq(apiKeys.companyId, sql.placeholder('companyId')),
        or(isNull(apiKeySecrets.endsAt), gt(apiKeySecrets.endsAt, sql.placeholder('now'))),
      ),
    )
    .orderBy(desc(apiKeySecrets.id))
    .prepare(),
)

/** The secrets that work of every key of a company, newest first. */
export const listWorkingSecrets = (db: Db, companyId: number, now: string): SecretRow[] =>
  workingOfCompany(db)
    .all({ companyId, now })
    .map(({ secret }) => secret)

const end = prepared((db) =>
  db
    .update(apiKeySecrets)
    .set({ endsAt: sql`${sql.placeholder('endsAt')}`, graceHours: sql`${sql.placeholder('graceHours')}` })
    .where(eq(apiKeySecrets.id, sql.placeholder('id')))
    .prepare(),
)

export const setEnd = (db: Db, secret: { readonly id: number; readonly endsAt: string; readonly graceHours: number | null }): void =>
  void end(db).run(secret)

const firstUse = prepared((db) =>
  db
    .update(apiKeySecrets)
    .set({ firstUsedAt: sql`${sql.placeholder('at')}` })
    .where(and(eq(apiKeySecrets.id, sql.placeholder('id')), isNull(apiKeySecrets.firstUsedAt)))
    .prepare(),
)

/** @returns whether it was the first. */
export const markFirstUse = (db: Db, id: number, at: string): boolean => firstUse(db).run({ id, at }).changes === 1

const stamp = prepared((db) =>
  db
    .update(apiKeySecrets)
    .set({ lastUsedAt: sql`${sql.placeholder('at')}`, lastUsedAddress: sql`${sql.placeholder('address')}` })
    .where(eq(apiKeySecrets.id, sql.placeholder('id')))
    .prepare(),
)

export const stampLastUse = (db: Db, use: { id: number; at: string; address: string }): void => void stamp(db).run(use)
