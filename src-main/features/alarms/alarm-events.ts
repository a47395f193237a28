import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { stateOf } from './alarm-state.ts'
import { type Alarm, alarm } from './alarms.contract.ts'
import type { AlarmRow } from './alarms.table.ts'

/** What is told of an alarm's life. */
export const alarmType = {
  name: 'alarm',
  keyField: 'alarmKey',
  keyPrefix: 'ALM',
  resource: alarm,
  isImmutable: true,
  createdEvent: 'opened',
  ownEvents: {
    acknowledged: { description: 'When somebody has taken note of an alarm' },
    resolved: { description: 'When the condition of an alarm has gone' },
    escalated: {
      description: 'When others are told of an alarm because nobody has acknowledged it',
      beside: { peopleIds: { schema: z.array(z.int()), example: [7] } },
    },
    shelved: { description: 'When an alarm is put out of sight for a while' },
    unshelved: { description: 'When a shelved alarm is back, at its time or before' },
  },
  example: {
    kind: 'webhook_failing',
    subjectId: 3,
    subjectName: 'MES',
    priority: 'high',
    state: 'active_unacknowledged',
    value: 17,
    threshold: 15,
    occurrences: 1,
    escalations: 0,
    openedAt: '2026-11-22T08:40:12.123Z',
    resolvedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgeNote: null,
    shelvedUntil: null,
    shelvedBy: null,
    shelveNote: null,
    closedAt: null,
  },
} as const satisfies AnnouncingType

/** An alarm as people and systems see it. It has opened, or nobody knows of it. */
export const viewAlarm = (row: AlarmRow): Alarm =>
  alarm.parse({ ...row, alarmKey: keyOf(row), state: stateOf(row), value: Math.round(row.value * 10) / 10 })

const keyOf = ({ id }: AlarmRow): string => `ALM-${id}`

/** Appends what happened to an alarm, in the transaction that it happened in. */
export function announce(
  tx: Tx,
  row: AlarmRow,
  { event, ...beside }: { readonly event: 'opened' | keyof typeof alarmType.ownEvents; readonly peopleIds?: readonly number[] },
): void {
  appendEvent(tx, {
    event: `alarm.${event}`,
    recordType: 'alarm',
    recordId: row.id,
    recordKey: keyOf(row),
    data: {
      alarm: toWire(alarm, viewAlarm(row)),
      ...(beside.peopleIds === undefined ? {} : { people_ids: beside.peopleIds }),
    },
  })
}
