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

/** A write that carries a key: whose, which, and a hash of what it asks for. */
export interface KeyedRequest {
  /** `api_key:7` */
  readonly credential: string
  readonly key: string
  readonly hash: string
}

export interface StoredAnswer {
  readonly requestHash: string
  readonly responseStatus: number
  readonly responseBody: string
  readonly isSealed: boolean
}

const find = prepared((db) =>
  readStatement(
    db,
    db
      .select({
        requestHash: idempotencyKeys.requestHash,
        responseStatus: idempotencyKeys.responseStatus,
        responseBody: idempotencyKeys.responseBody,
        isSealed: idempotencyKeys.isSealed,
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
        isSealed: sql.placeholder('isSealed'),
        createdAt: sql.placeholder('createdAt'),
      })
      .onConflictDoUpdate({
        target: [idempotencyKeys.credential, idempotencyKeys.key],
        set: {
          requestHash: sql`excluded.request_hash`,
          responseStatus: sql`excluded.response_status`,
          responseBody: sql`excluded.response_body`,
          isSealed: sql`excluded.is_sealed`,
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

export const keyRequired = (): AppError =>
  new AppError('idempotency_key_required', 'This write carries no X-Idempotency-Key.', {
    details: {
      field: 'X-Idempotency-Key',
      fix: 'Send a fresh UUID in X-Idempotency-Key with each write, and the same one when you repeat it; an admin can relax this for a key.',
    },
  })

/** What tells two requests apart that carry the same key. */
export const requestHash = (method: string, path: string, body: string | undefined): string =>
  hash('sha256', `${method} ${path}\n${body ?? ''}`, 'base64url')

/**
 * The stored answer to the same request, if it came within the window. Of a `write` route it runs inside the write's transaction.
 * @throws AppError `idempotency_conflict` when the key was used for another request.
 */
export function findStoredAnswer(db: Db, request: KeyedRequest, now: string): StoredAnswer | undefined {
  const stored = find(db).get({ credential: request.credential, key: request.key })
  if (stored === undefined || Date.parse(now) - Date.parse(stored.createdAt) > idempotencyWindowMs) return undefined
  if (stored.requestHash !== request.hash) throw usedForAnother()
  return stored
}

const usedForAnother = (): AppError =>
  new AppError('idempotency_conflict', 'This idempotency key was already used for another request.', {
    details: { fix: 'Use a new key for a new request; repeat a request exactly to get its stored answer.' },
  })

/** Stores the answer of a write in that write's transaction. */
export function storeAnswer(
  db: Db,
  { credential, key, hash: sent }: KeyedRequest,
  answer: Omit<StoredAnswer, 'requestHash'> & { createdAt: string },
): void {
  insert(db).run({ credential, key, requestHash: sent, ...answer })
}

/**
 * Keyed requests that are being worked on. In memory: with the process ends what it was working on, and a repeat starts over.
 */
export function createRunningRequests() {
  const running = new Map<string, string>()
  return {
    /** @returns ends it. @throws AppError `idempotency_in_progress`, or `idempotency_conflict` when the key is in use for another request. */
    begin: (workspace: string, { credential, key, hash: sent }: KeyedRequest): (() => void) => {
      const name = `${workspace} ${credential} ${key}`
      const known = running.get(name)
      if (known === sent) throw stillRunning()
      if (known !== undefined) throw usedForAnother()
      running.set(name, sent)
      return () => void running.delete(name)
    },
  }
}

export type RunningRequests = ReturnType<typeof createRunningRequests>

const stillRunning = (): AppError =>
  new AppError('idempotency_in_progress', 'The first request with this idempotency key is still being worked on.', {
    retryAfterSeconds: 1,
    details: { fix: 'Wait as long as Retry-After says, then send it again with the same key: you get the answer of the first.' },
  })

/** Forgets answers from before a time, at most so many. @returns how many. */
export function purgeStoredAnswers(db: Db, before: string, limit: number): number {
  const old = db.select({ row: sql`rowid` }).from(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before)).limit(limit)
  return db.delete(idempotencyKeys).where(sql`rowid IN ${old}`).run().changes
}
