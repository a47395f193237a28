import { expect, test } from 'vitest'
import { appendEvent } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type Actor, systemActor } from '../../lib/identity.ts'
import { claim, countsOf, pageOfNotifications, saveSettings } from './notifications.service.ts'
import { createNotifier, type Member } from './notifications.worker.ts'

const owner = { id: 1, role: 'owner' } as const
const operator = { id: 2, role: 'operator' } as const
const viewer = { id: 3, role: 'viewer' } as const

function createPlant() {
  const { db, write } = createTestDatabase('workspace')
  const members: Member[] = [owner, operator, viewer]
  const workspace = { db, write } as Workspace // all that a notifier reads
  const start = () => createNotifier({ workspace, membersOf: () => members, timeZoneOf: () => 'Europe/Istanbul', onTold: () => undefined })
  let notifier = start()
  let recordId = 0
  const emit = (event: string, record: object = {}, { actor = systemActor, beside = {} }: { actor?: Actor; beside?: object } = {}) =>
    write(
      (tx) => {
        const recordType = event.split('.')[0] ?? ''
        recordId += 1
        appendEvent(tx, { event, recordType, recordId, recordKey: `X-${recordId}`, data: { [recordType]: record, ...beside } })
      },
      { actor },
    )
  const work = async () => {
    while (notifier.isDue(db, 0)) await write(notifier.run, { actor: systemActor })
  }
  const told = ({ id }: Member) =>
    pageOfNotifications(db, id, {})
      .data.map(({ event }) => event)
      .toReversed()
  return {
    db,
    write,
    emit,
    work,
    told,
    restart: () => {
      notifier = start()
    },
    isDue: () => notifier.isDue(db, 0),
    set: (member: Member, change: object) =>
      write(
        (tx) =>
          saveSettings(
            tx,
            { ...member, timeZone: 'Europe/Istanbul' },
            { subscriptions: [], quietFrom: null, quietTo: null, digest: 'off', digestAt: '08:00', ...change },
          ),
        {
          actor: systemActor,
        },
      ),
  }
}

test('whoever may read what happened is told of it, and what happens every day tells nobody', async () => {
  const { emit, work, told, db } = createPlant()
  await emit('job.created')
  await emit('webhook.disabled', { name: 'MES' })
  await emit('credit.low', { balance_after: 9 })
  await work()
  expect([owner, operator, viewer].map(told)).toEqual([
    ['webhook.disabled', 'credit.low'],
    ['webhook.disabled', 'credit.low'],
    ['credit.low'],
  ])
  expect(pageOfNotifications(db, 3, {}).data).toMatchObject([
    {
      type: 'credits_low',
      severity: 'warning',
      recordType: 'credit',
      recordId: 3,
      recordKey: 'X-3',
      params: { balance_after: 9 },
      readAt: null,
    },
  ])
})

test('a restart loses none and repeats none, wherever it comes', async () => {
  const { emit, work, told, restart, write, db, isDue } = createPlant()
  for (let count = 0; count < 120; count += 1) await emit('downtime.started', { asset_name: 'Torna 3', reason: null })
  const half = createNotifier({
    workspace: { db, write } as Workspace,
    membersOf: () => [owner],
    timeZoneOf: () => 'UTC',
    onTold: () => undefined,
  })
  await write(half.run, { actor: systemActor })
  await expect(
    write(
      (tx) => {
        half.run(tx)
        throw new Error('crash before the commit')
      },
      { actor: systemActor },
    ),
  ).rejects.toThrow('crash')
  restart()
  await work()
  expect(pageOfNotifications(db, 1, { page: { limit: 100 } }).pagination.nextCursor).not.toBeNull()
  expect(countsOf(db, 1, '2026-11-22T08:00:00.000Z').unread).toBe(120)
  restart()
  expect(isDue()).toBe(false)
  expect(told(viewer)).toHaveLength(20)
})

test('a ticket tells its assignee alone, and nobody is told what they did themselves', async () => {
  const { emit, work, told } = createPlant()
  await emit('ticket.assigned', { title: 'Rulman', assignee_id: 2 })
  await emit('ticket.assigned', { title: 'Kayış', assignee_id: 2 }, { actor: { type: 'user', id: 2, name: 'Hasan' } })
  await emit('incident.reported', { title: 'El kesiği', severity: 'fatal' }, { actor: { type: 'user', id: 3, name: 'Ece' } })
  await work()
  expect([owner, operator, viewer].map(told)).toEqual([['incident.reported'], ['ticket.assigned', 'incident.reported'], []])
})

test('each person is told by the channels that they subscribed to; an escalation tells whom it names all the same', async () => {
  const { emit, work, told, set, db } = createPlant()
  const now = '2026-11-22T08:00:00.000Z'
  await set(owner, { subscriptions: [{ type: 'alarm', channels: [] }] })
  await set(operator, { subscriptions: [{ type: 'alarm', channels: ['desktop', 'desktop'] }] })
  await emit('alarm.opened', { kind: 'disk_space', priority: 'high' })
  await work()
  expect([owner, operator, viewer].map(told)).toEqual([[], [], ['alarm.opened']])
  expect([owner, operator, viewer].map(({ id }) => countsOf(db, id, now).due)).toEqual([0, 1, 1])
  await emit('alarm.escalated', { kind: 'disk_space', priority: 'high' }, { beside: { people_ids: [1] } })
  await work()
  expect([owner, operator, viewer].map(told)).toEqual([['alarm.escalated'], [], ['alarm.opened']])
})

test('the desktop gets each once, in one piece when there are several, and what quiet hours hold back when they end', async () => {
  const { emit, work, set, write, db } = createPlant()
  const take = async (now: string) => {
    const { data, total } = await write((tx) => claim({ ...tx, now }), { actor: { type: 'user', id: 1, name: 'Olivia' } })
    return [total, data.map(({ severity }) => severity)]
  }
  await set(owner, { quietFrom: '10:00', quietTo: '12:00' })
  await emit('alarm.opened', { kind: 'api_errors', priority: 'high' })
  await emit('alarm.opened', { kind: 'disk_space', priority: 'critical' })
  await emit('invoice.failed', { customer_name: 'Çağrı Şişe' })
  await work()
  expect(countsOf(db, 1, '2026-11-22T08:00:00.000Z')).toEqual({ unread: 3, due: 1 })
  expect(await take('2026-11-22T08:00:00.000Z')).toEqual([1, ['critical']])
  expect(await take('2026-11-22T08:59:59.999Z')).toEqual([0, []])
  expect(await take('2026-11-22T09:00:00.000Z')).toEqual([2, ['error', 'error']])
  expect(await take('2026-11-22T09:00:00.000Z')).toEqual([0, []])
})
