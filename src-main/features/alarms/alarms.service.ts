import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { HandlerInput } from '../../infra/http/bind.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { acknowledged, shelved, unshelved } from './alarm-changes.ts'
import { announce, viewAlarm } from './alarm-events.ts'
import { getRule } from './alarm-rules.ts'
import { stateOf } from './alarm-state.ts'
import type { Alarm, countAlarms, listAlarms } from './alarms.contract.ts'
import { changeAlarm, countInState, findAlarm, listAlarmsBefore } from './alarms.store.ts'
import type { AlarmRow } from './alarms.table.ts'

/** @throws AppError `not_found` */
export function getAlarmRow(db: Db, id: number): AlarmRow {
  const row = findAlarm(db, id)
  if (row === undefined) throw notFound('alarm', id)
  return row
}

export const pageOfAlarms = (db: Db, { page, ...filter }: HandlerInput<typeof listAlarms>['query']) =>
  pageById(page, {
    read: ({ id, limit }) => listAlarmsBefore(db, filter, { beforeId: id, limit }),
    idOf: ({ id }) => id,
    view: viewAlarm,
  })

export const countByState = (db: Db): Counts => ({
  activeUnacknowledged: countInState(db, 'active_unacknowledged'),
  activeAcknowledged: countInState(db, 'active_acknowledged'),
  returnedUnacknowledged: countInState(db, 'returned_unacknowledged'),
  shelved: countInState(db, 'shelved'),
})

type Counts = (typeof countAlarms)['response']['_output']

/** @throws AppError `not_found`, `conflict` when there is nothing to take note of. */
export function acknowledge(tx: Tx, id: number, note: string | null): Alarm {
  const row = getAlarmRow(tx.db, id)
  const state = stateOf(row)
  if (state !== 'active_unacknowledged' && state !== 'returned_unacknowledged')
    throw notNow(row, 'Only an alarm that nobody has acknowledged can be acknowledged.')
  return change(tx, row, { event: 'acknowledged', values: acknowledged(tx.now, row, { by: tx.actor.name, note }) })
}

/** @throws AppError `not_found`, `conflict` when its condition has gone or it is shelved. */
export function shelve(tx: Tx, id: number, { minutes, note }: { readonly minutes: number; readonly note: string | null }): Alarm {
  const row = getAlarmRow(tx.db, id)
  const state = stateOf(row)
  if (state !== 'active_unacknowledged' && state !== 'active_acknowledged') throw notNow(row, 'Only an active alarm can be shelved.')
  return change(tx, row, { event: 'shelved', values: shelved(tx.now, { by: tx.actor.name, note, minutes }) })
}

/** @throws AppError `not_found`, `conflict` when it is not shelved. */
export function unshelve(tx: Tx, id: number): Alarm {
  const row = getAlarmRow(tx.db, id)
  if (stateOf(row) !== 'shelved') throw notNow(row, 'Only a shelved alarm can be brought back.')
  return change(tx, row, { event: 'unshelved', values: unshelved(tx.now, getRule(tx.db, row.kind)) })
}

interface Change {
  readonly event: Parameters<typeof announce>[2]['event']
  readonly values: Partial<AlarmRow>
}

function change(tx: Tx, { id }: AlarmRow, { event, values }: Change): Alarm {
  const row = changeAlarm(tx.db, id, values)
  announce(tx, row, { event })
  return viewAlarm(row)
}

const notNow = (row: AlarmRow, message: string): AppError =>
  new AppError('conflict', message, {
    details: { state: stateOf(row), fix: 'Read the alarm again; its state says what can be done with it.' },
  })
