import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import { createStampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { Device } from './people.contract.ts'
import { listMemberships, type Membership } from './people.store.ts'
import { csrfTokenOf, hashToken, tokenBytes } from './session-token.ts'
import {
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOfUser,
  findSession,
  insertSession,
  listSessionsOfUser,
  stampLastSeen,
} from './sessions.store.ts'

/** A session ends after so long without a request, in milliseconds. */
export const idleMs = 12 * 3_600_000

/** A session ends after so long however much it is used, in milliseconds. */
export const absoluteMs = 30 * 24 * 3_600_000

/** "Last seen" is this exact, in milliseconds. */
const seenEveryMs = 60_000

const stampAfterMs = 5_000
const lookEveryMs = 500
const maxKnown = 5_000

export interface KnownSession {
  readonly id: number
  readonly user: { readonly id: number; readonly name: string }
  readonly memberships: readonly Membership[]
  readonly csrfToken: string
}

interface CachedSession extends KnownSession {
  readonly expiresAtMs: number
  lastSeenMs: number
}

export interface Sessions {
  /** Starts a session in a transaction. @returns the token for the cookie; only its sha256 is stored. */
  readonly start: (tx: Tx, device: { userId: number; userAgent: string; address: string }) => string
  /** The session of a cookie while it lasts. Synchronous; known ones cost no query. */
  readonly find: (token: string) => KnownSession | undefined
  /** The same for a connection that stays open, which does not keep the session alive. */
  readonly look: (token: string) => KnownSession | undefined
  readonly end: (tx: Tx, token: string) => void
  /** Ends every session of a person but one; `exceptId` 0 ends all. */
  readonly endAllOf: (tx: Tx, userId: number, exceptId: number) => void
  readonly listDevices: (userId: number, currentId: number | undefined) => Device[]
  /** Reads everything anew after a change to people or roles, once it is on disk. */
  readonly forgetAfter: (tx: Tx) => void
  /** Writes the last-seen times that wait; at close. */
  readonly flush: () => Promise<void>
}

interface SessionsOptions {
  readonly control: Control
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly onError: (error: unknown) => void
}

export function createSessions(options: SessionsOptions): Sessions {
  const { control, now } = options
  const known = new Map<string, CachedSession>()
  const seen = createStampBuffer<string>({
    flushAfterMs: stampAfterMs,
    write: (stamps) => control.write((tx) => stamps.forEach((at, id) => void stampLastSeen(tx.db, { id, at })), { actor: systemActor }),
    onError: options.onError,
  })
  const lookForForeignChanges = watchForeignChanges({ db: control.db, now, lookEveryMs, onChange: () => known.clear() })
  const forgetAfter = (tx: Tx): void => tx.afterCommit(() => known.clear())

  function load(token: string, tokenHash: string): CachedSession | undefined {
    const session = readSession(control, token, tokenHash)
    if (session === undefined) return undefined
    const unwritten = seen.get(session.id)
    if (unwritten !== undefined) session.lastSeenMs = Math.max(session.lastSeenMs, Date.parse(unwritten))
    if (known.size >= maxKnown) known.clear()
    known.set(tokenHash, session)
    return session
  }

  function look(token: string): CachedSession | undefined {
    lookForForeignChanges()
    const session = known.get(hashToken(token)) ?? load(token, hashToken(token))
    return session === undefined || hasEnded(session, now()) ? undefined : session
  }

  function find(token: string): KnownSession | undefined {
    const session = look(token)
    if (session === undefined) return undefined
    if (now() - session.lastSeenMs >= seenEveryMs) {
      session.lastSeenMs = now()
      seen.put(session.id, isoTime(session.lastSeenMs))
    }
    return session
  }

  return {
    find,
    look,
    forgetAfter,
    flush: seen.flush,
    start: (tx, device) => startSession(tx, device, options.newSecret(tokenBytes).toString('base64url')),
    end: (tx, token) => {
      deleteSession(tx.db, hashToken(token))
      forgetAfter(tx)
    },
    endAllOf: (tx, userId, exceptId) => {
      deleteSessionsOfUser(tx.db, userId, exceptId)
      forgetAfter(tx)
    },
    listDevices: (userId, currentId) => listDevices(control, { userId, currentId, now: now(), lastSeen: seen.get }),
  }
}

function startSession(tx: Tx, device: { userId: number; userAgent: string; address: string }, token: string): string {
  const startedAt = Date.parse(tx.now)
  deleteEndedSessions(tx.db, { now: tx.now, idleSince: isoTime(startedAt - idleMs) })
  insertSession(tx.db, {
    userId: device.userId,
    tokenHash: hashToken(token),
    userAgent: device.userAgent.slice(0, 300),
    ipAddress: device.address,
    now: tx.now,
    expiresAt: isoTime(startedAt + absoluteMs),
  })
  return token
}

function readSession(control: Control, token: string, tokenHash: string): CachedSession | undefined {
  const found = findSession(control.db, tokenHash)
  if (found === undefined) return undefined
  const { session, user } = found
  return {
    id: session.id,
    user: { id: user.id, name: user.name },
    memberships: listMemberships(control.db, user.id),
    csrfToken: csrfTokenOf(token),
    expiresAtMs: Date.parse(session.expiresAt),
    lastSeenMs: Date.parse(session.lastSeenAt),
  }
}

const hasEnded = (session: { readonly expiresAtMs: number; readonly lastSeenMs: number }, now: number): boolean =>
  now >= session.expiresAtMs || now - session.lastSeenMs >= idleMs

function listDevices(
  control: Control,
  asked: { userId: number; currentId: number | undefined; now: number; lastSeen: (id: number) => string | undefined },
): Device[] {
  return listSessionsOfUser(control.db, asked.userId)
    .map((row) => ({
      id: row.id,
      userAgent: row.userAgent,
      address: row.ipAddress,
      createdAt: row.createdAt,
      lastSeenAt: asked.lastSeen(row.id) ?? row.lastSeenAt,
      expiresAt: row.expiresAt,
      isCurrent: row.id === asked.currentId,
    }))
    .filter((device) => !hasEnded({ expiresAtMs: Date.parse(device.expiresAt), lastSeenMs: Date.parse(device.lastSeenAt) }, asked.now))
    .toSorted((left, right) => right.lastSeenAt.localeCompare(left.lastSeenAt))
}
