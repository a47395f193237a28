import { expect, test } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { AlarmRuleChange } from './alarm-rules.contract.ts'
import { listRules, saveRule } from './alarm-rules.ts'
import { acknowledge, pageOfAlarms, shelve, unshelve } from './alarms.service.ts'
import { createAlarmWatch } from './alarms.worker.ts'

const start = Date.parse('2026-11-22T08:00:00.000Z')
const ayse = { type: 'user', id: 7, name: 'Ayşe' } as const

const noMeasures = {
  webhook_failing: () => [],
  api_errors: () => [],
  disk_space: () => [],
  api_key_expiring: () => [],
  backlog: () => [],
  certificate_expiring: () => [],
}

/** A plant whose disk is as full as the test says, looked at every 15 s. */
function createPlant() {
  const { db, write, setTime } = createTestDatabase('workspace')
  let free: number | undefined = 50
  let ms = start
  const workspace = { db, write } as Workspace // all that a watch reads
  const disk = () => (free === undefined ? [] : [{ subject: 'disk', subjectId: null, subjectName: null, value: free }])
  const measures = { ...noMeasures, disk_space: disk }
  const restart = () => createAlarmWatch({ workspace, measures })
  let watch = restart()
  /** Lets time pass with this much of the disk free. */
  async function pass(seconds: number, value: number | undefined): Promise<void> {
    free = value
    for (const end = ms + seconds * 1_000; ms < end; ms += 15_000) {
      setTime(isoTime(ms))
      if (watch.isDue(db, ms)) await write(watch.run, { actor: systemActor })
    }
  }
  const set = (change: Partial<AlarmRuleChange>) =>
    write(
      (tx) => {
        const { priority, isEnabled, threshold, deadband, onDelaySeconds, offDelaySeconds, escalation, version } =
          listRules(tx.db)[2] ?? never()
        const now = { priority, isEnabled, threshold, deadband, onDelaySeconds, offDelaySeconds, escalation, version }
        return saveRule(tx, { kind: 'disk_space', change: { ...now, ...change }, isMember: (id) => id < 10 })
      },
      { actor: ayse },
    )
  return {
    db,
    pass,
    set,
    restart: () => {
      watch = restart()
    },
    act: <Result>(run: Parameters<typeof write<Result>>[0]) => write(run, { actor: ayse }),
    alarms: () => pageOfAlarms(db, {}).data,
    events: () =>
      listNewestEvents(db, 100)
        .toReversed()
        .map(({ event, createdAt }) => `${event.replace('alarm.', '')} ${createdAt.slice(11, 19)}`),
  }
}

const never = (): never => {
  throw new Error('there is a rule of every kind')
}

test('an alarm opens after its delay, stays open without repeating, and resolves after its delay', async () => {
  const { pass, alarms, events, db } = createPlant()
  await pass(60, 8)
  expect(alarms()).toEqual([])
  await pass(600, 7)
  expect(alarms()).toMatchObject([{ alarmKey: 'ALM-1', state: 'active_unacknowledged', value: 7, threshold: 10, priority: 'critical' }])
  await pass(60, 11)
  await pass(120, 13)
  expect(events()).toEqual(['opened 08:01:00', 'resolved 08:13:00'])
  expect(alarms()).toMatchObject([{ state: 'returned_unacknowledged', resolvedAt: '2026-11-22T08:13:00.000Z', closedAt: null }])
  expect(JSON.parse(listNewestEvents(db, 2)[1]?.data ?? '')).toMatchObject({
    alarm: { alarm_key: 'ALM-1', kind: 'disk_space', state: 'active_unacknowledged', value: 7, occurrences: 1 },
    changed_by: { type: 'system', name: 'Interlock' },
  })
})

test('a condition that does not last opens nothing', async () => {
  const { pass, alarms, events } = createPlant()
  for (let count = 0; count < 20; count += 1) {
    await pass(45, 5)
    await pass(15, 20)
  }
  expect([alarms(), events()]).toEqual([[], []])
})

test('what it waits for outlasts a restart', async () => {
  const { pass, restart, events, set } = createPlant()
  await set({ escalation: [{ afterMinutes: 10, peopleIds: [3] }] })
  await pass(45, 5)
  restart()
  await pass(30, 5)
  restart()
  await pass(540, 5)
  expect(events()).toEqual(['opened 08:01:00'])
  restart()
  await pass(120, 5)
  expect(events()).toEqual(['opened 08:01:00', 'escalated 08:11:00'])
})

test('it closes when somebody has taken note and the condition has gone, in whichever order', async () => {
  const { pass, act, alarms, events } = createPlant()
  await pass(120, 5)
  expect(await act((tx) => acknowledge(tx, 1, 'Günlükler taşındı'))).toMatchObject({
    state: 'active_acknowledged',
    acknowledgedBy: 'Ayşe',
    acknowledgeNote: 'Günlükler taşındı',
    closedAt: null,
  })
  await pass(120, 50)
  expect(alarms()).toMatchObject([{ state: 'closed', closedAt: '2026-11-22T08:03:00.000Z' }])
  await pass(120, 5)
  await pass(120, 50)
  expect(await act((tx) => acknowledge(tx, 2, null))).toMatchObject({ alarmKey: 'ALM-2', state: 'closed' })
  expect(events().map((event) => event.split(' ')[0])).toEqual(['opened', 'acknowledged', 'resolved', 'opened', 'resolved', 'acknowledged'])
  await expect(act((tx) => acknowledge(tx, 2, null))).rejects.toMatchObject({ code: 'conflict' })
})

test('an alarm that nobody has acknowledged opens again rather than beside itself', async () => {
  const { pass, alarms, events } = createPlant()
  for (let count = 0; count < 3; count += 1) {
    await pass(120, 5)
    await pass(120, 50)
  }
  expect(alarms()).toMatchObject([{ alarmKey: 'ALM-1', occurrences: 3, openedAt: '2026-11-22T08:01:00.000Z' }])
  expect(events().map((event) => event.split(' ')[0])).toEqual(Array.from({ length: 3 }, () => ['opened', 'resolved']).flat())
})

test('it escalates step by step, and the last step again and again, until somebody acknowledges', async () => {
  const { pass, act, set, events, alarms, db } = createPlant()
  await set({
    onDelaySeconds: 0,
    escalation: [
      { afterMinutes: 5, peopleIds: [3] },
      { afterMinutes: 10, peopleIds: [4, 5] },
    ],
  })
  await pass(40 * 60, 5)
  expect(events()).toEqual(['opened 08:00:00', 'escalated 08:05:00', 'escalated 08:15:00', 'escalated 08:25:00', 'escalated 08:35:00'])
  expect(
    listNewestEvents(db, 100)
      .filter(({ event }) => event === 'alarm.escalated')
      .map(({ data }) => JSON.parse(data).people_ids),
  ).toEqual([[4, 5], [4, 5], [4, 5], [3]])
  await act((tx) => acknowledge(tx, 1, null))
  await pass(40 * 60, 5)
  expect(alarms()).toMatchObject([{ escalations: 4 }])
  expect(events()).toHaveLength(6)
})

test('a shelved alarm is silent until its time, then wants to be acknowledged anew', async () => {
  const { pass, act, set, alarms, events } = createPlant()
  await set({ onDelaySeconds: 0, escalation: [{ afterMinutes: 5, peopleIds: [3] }] })
  await pass(15, 5)
  await act((tx) => acknowledge(tx, 1, 'görüldü'))
  expect(await act((tx) => shelve(tx, 1, { minutes: 30, note: 'disk siparişi verildi' }))).toMatchObject({
    state: 'shelved',
    shelvedBy: 'Ayşe',
    shelvedUntil: '2026-11-22T08:30:00.000Z',
  })
  await pass(5 * 60, 50)
  await pass(24 * 60, 5)
  expect(events().slice(2)).toEqual(['shelved 08:00:00'])
  await pass(4 * 60, 5)
  expect(alarms()).toMatchObject([{ state: 'active_unacknowledged', shelvedUntil: null, acknowledgedBy: null }])
  expect(events().slice(3)).toEqual(['unshelved 08:30:00'])
  await pass(5 * 60, 5)
  expect(events().slice(4)).toEqual(['escalated 08:35:00'])
})

test('a shelved alarm whose condition went meanwhile comes back and resolves; one can be brought back before its time', async () => {
  const { pass, act, events } = createPlant()
  await pass(120, 5)
  await act((tx) => shelve(tx, 1, { minutes: 10, note: null }))
  await expect(act((tx) => shelve(tx, 1, { minutes: 10, note: null }))).rejects.toMatchObject({ code: 'conflict' })
  await pass(11 * 60, 50)
  expect(events().slice(2)).toEqual(['unshelved 08:11:45', 'resolved 08:11:45'])
  await pass(120, 5)
  await act((tx) => shelve(tx, 1, { minutes: 10, note: null }))
  expect(await act((tx) => unshelve(tx, 1))).toMatchObject({ state: 'active_unacknowledged' })
  await expect(act((tx) => unshelve(tx, 1))).rejects.toMatchObject({ code: 'conflict' })
})

test('what is gone or no longer watched resolves at once', async () => {
  const { pass, set, events } = createPlant()
  await set({ onDelaySeconds: 0 })
  await pass(15, 5)
  await pass(15, undefined)
  await pass(15, 5)
  await set({ isEnabled: false })
  await pass(15, 5)
  expect(events()).toEqual(['opened 08:00:00', 'resolved 08:00:15', 'opened 08:00:30', 'resolved 08:00:45'])
})

test('a clock that is set back puts no look off', async () => {
  const { db } = createPlant()
  const watch = createAlarmWatch({
    workspace: { db } as Workspace,
    measures: noMeasures,
  })
  watch.run({ db, now: isoTime(start) } as Parameters<typeof watch.run>[0]) // all that it reads
  expect([watch.isDue(db, start + 14_999), watch.isDue(db, start + 15_000), watch.isDue(db, start - 3_600_000)]).toEqual([
    false,
    true,
    true,
  ])
})

test('a rule refuses a threshold that is never reached, people who do not belong here, and an old version', async () => {
  const { set } = createPlant()
  expect(await set({ threshold: 5 })).toMatchObject({ kind: 'disk_space', unit: 'percent', direction: 'below', threshold: 5, version: 1 })
  await expect(set({ threshold: 100 })).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'threshold' } })
  await expect(set({ escalation: [{ afterMinutes: 5, peopleIds: [3, 12] }] })).rejects.toMatchObject({
    details: { field: 'escalation.0.people_ids' },
  })
  await expect(set({ version: 0 })).rejects.toMatchObject({ code: 'version_conflict' })
})
