import { and, count, desc, eq, inArray, isNotNull, isNull, lt, not, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { AlarmKind, AlarmPriority, AlarmState } from './alarm-kinds.contract.ts'
import { type AlarmRow, alarms } from './alarms.table.ts'

const known = isNotNull(alarms.openedAt)
const current = isNull(alarms.closedAt)

const allCurrent = prepared((db) => db.select().from(alarms).where(current).prepare())

/** Every point that is not normal, also those whose on-delay runs. */
export const listPoints = (db: Db): AlarmRow[] => allCurrent(db).all()

const byId = prepared((db) =>
  db
    .select()
    .from(alarms)
    .where(and(eq(alarms.id, sql.placeholder('id')), known))
    .prepare(),
)

/** An alarm that has opened. */
export const findAlarm = (db: Db, id: number): AlarmRow | undefined => byId(db).get({ id })

export const insertAlarm = (db: Db, values: typeof alarms.$inferInsert): AlarmRow => db.insert(alarms).values(values).returning().get()

export const changeAlarm = (db: Db, id: number, values: Partial<typeof alarms.$inferInsert>): AlarmRow =>
  db.update(alarms).set(values).where(eq(alarms.id, id)).returning().get()

export const deleteAlarm = (db: Db, id: number): void => void db.delete(alarms).where(eq(alarms.id, id)).run()

const isShelved = isNotNull(alarms.shelvedUntil)
const isActive = and(current, not(isShelved), isNull(alarms.resolvedAt))

/** NB: as `stateOf` tells them apart. */
const hasState: Readonly<Record<AlarmState | 'current', SQL | undefined>> = {
  current,
  active_unacknowledged: and(isActive, isNull(alarms.acknowledgedAt)),
  active_acknowledged: and(isActive, isNotNull(alarms.acknowledgedAt)),
  returned_unacknowledged: and(current, not(isShelved), isNotNull(alarms.resolvedAt)),
  shelved: and(current, isShelved),
  closed: not(current),
}

export interface AlarmFilter {
  readonly state?: AlarmState | 'current' | undefined
  readonly kind?: AlarmKind | undefined
  readonly priority?: AlarmPriority | undefined
}

/** Those that have opened, newest first, from below an id. */
export const listAlarmsBefore = (db: Db, filter: AlarmFilter, page: { beforeId: number | undefined; limit: number }): AlarmRow[] =>
  db
    .select()
    .from(alarms)
    .where(
      and(
        known,
        page.beforeId === undefined ? undefined : lt(alarms.id, page.beforeId),
        filter.state === undefined ? undefined : hasState[filter.state],
        filter.kind === undefined ? undefined : eq(alarms.kind, filter.kind),
        filter.priority === undefined ? undefined : eq(alarms.priority, filter.priority),
      ),
    )
    .orderBy(desc(alarms.id))
    .limit(page.limit)
    .all()

export const countInState = (db: Db, state: AlarmState): number =>
  db.select({ count: count() }).from(alarms).where(and(known, hasState[state])).get()?.count ?? 0

/** Deletes alarms that were closed before a time, at most so many. @returns how many. */
export function purgeAlarms(db: Db, before: string, limit: number): number {
  const isOld = and(isNotNull(alarms.closedAt), lt(alarms.closedAt, before))
  const old = db.select({ id: alarms.id }).from(alarms).where(isOld).limit(limit)
  return db.delete(alarms).where(inArray(alarms.id, old)).run().changes
}
