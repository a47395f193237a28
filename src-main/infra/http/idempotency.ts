import { hash } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { readStatement, writeStatement } from '../db/statement.ts'
import { idempotencyKeys } from './idempotency.table.ts'

/** How long a stored answer is replayed, in milliseconds. */
export const idempotencyWindowMs = 24 * 3_600_000

const maxKeyLength = 255

export interface StoredAnswer {
  readonly requestHash: string
  readonly responseStatus: number
  readonly responseBody: string
}

const find = prepared((db) =>
  readStatement(
    db,
    db
      .select({
        requestHash: idempotencyKeys.requestHash,
        responseStatus: idempotencyKeys.responseStatus,
        responseBody: idempotencyKeys.responseBody,
        createdAt: idempotencyKeys.createdAt,
      })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.credential, sql.placeholder('credential')), eq(idempotencyKeys.key, sql.placeholder('key')))),
  ),
)

const insert = prepared((db) =>
  writeStatement(
    db,
    db
      .insert(idempotencyKeys)
      .values({
        credential: sql.placeholder('credential'),
        key: sql.placeholder('key'),
        requestHash: sql.placeholder('requestHash'),
        responseStatus: sql.placeholder('responseStatus'),
        responseBody: sql.placeholder('responseBody'),
        createdAt: sql.placeholder('createdAt'),
      })
      .onConflictDoUpdate({
        target: [idempotencyKeys.credential, idempotencyKeys.key],
        set: {
          requestHash: sql`excluded.request_hash`,
          responseStatus: sql`excluded.response_status`,
          responseBody: sql`excluded.response_body`,
          createdAt: sql`excluded.created_at`,
        },
      }),
  ),
)

/** The key of a request from `X-Idempotency-Key` or `Idempotency-Key`. @throws AppError `invalid_request` when it is too long or not printable. */
export function idempotencyKeyOf(header: (name: string) => string): string | undefined {
  const key = header('x-idempotency-key') || header('idempotency-key')
  if (key === '') return undefined
  if (key.length > maxKeyLength || !/^[\x21-\x7e]+$/.test(key)) {
    throw invalidField('X-Idempotency-Key', `must be 1 to ${maxKeyLength} printable ASCII characters`, 'Use a fresh UUID for each write.')
  }
  return key
}

export const requestHash = (method: string, path: string, body: string | undefined): string =>
  hash('sha256', `${method} ${path}\n${body ?? ''}`, 'base64url')

/**
 * The stored answer to the same request, if it came within the window. Runs inside the write's transaction.
 * @throws AppError `idempotency_conflict` when the key was used for another request.
 */
export function findStoredAnswer(
  db: Db,
  request: { credential: string; key: string; hash: string; now: string },
): StoredAnswer | undefined {
  const stored = find(db).get({ credential: request.credential, key: request.key })
  if (stored === undefined || Date.parse(request.now) - Date.parse(stored.createdAt) > idempotencyWindowMs) return undefined
  if (stored.requestHash !== request.hash) {
    throw new AppError('idempotency_conflict', 'This idempotency key was already used for another request.', {
      details: { fix: 'Use a new key for a new request; repeat a request exactly to get its stored answer.' },
    })
  }
  return stored
}

/** Stores the answer of a write in that write's transaction. */
export function storeAnswer(
  db: Db,
  answer: { credential: string; key: string; requestHash: string; responseStatus: number; responseBody: string; createdAt: string },
): void {
  insert(db).run(answer)
}

/** Forgets answers older than the window. @returns how many. */
export const purgeStoredAnswers = (db: Db, before: string): number =>
  db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before)).run().changes
