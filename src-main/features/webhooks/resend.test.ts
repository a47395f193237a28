import { expect, test } from 'vitest'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { type ResendRange, resend } from './resend.ts'
import { createPlant, testVault } from './test-webhook-plant.ts'
import { editWebhook } from './webhooks.service.ts'
import { webhookDeliveries } from './webhooks.table.ts'

async function setUp() {
  const plant = createPlant()
  const receiver = { status: 200 }
  const sink = await startSink(() => receiver.status)
  const id = await plant.register(sink.url, { events: ['job.*'], retryCount: 0 })
  const dispatcher = plant.start()
  const statuses = () =>
    plant.db
      .select()
      .from(webhookDeliveries)
      .orderBy(webhookDeliveries.eventSeq)
      .all()
      .map(({ status }) => status)
  const since = isoTime(plant.clock.nowMs)
  const send = async (range: Partial<ResendRange> & Pick<ResendRange, 'which'>) => {
    const result = await plant.workspace.write((tx) => resend(tx, id, { since, ...range }, () => undefined), { actor: systemActor })
    dispatcher.recount(id)
    return result
  }
  return { ...plant, id, sink, dispatcher, statuses, send, receiver }
}

test('all that failed since a time is sent again, and nothing else', async () => {
  const { emit, clock, statuses, send, sink, receiver } = await setUp()
  await emit('job.created')
  await expect.poll(statuses).toEqual(['delivered'])
  receiver.status = 500
  const [old] = await emit('job.updated')
  await expect.poll(statuses).toEqual(['delivered', 'failed'])
  clock.nowMs += 60_000
  const [recent] = await emit('job.updated')
  await expect.poll(statuses).toEqual(['delivered', 'failed', 'failed'])
  receiver.status = 200
  expect(await send({ which: 'failed', since: isoTime(clock.nowMs) })).toEqual({ count: 1, isCut: false })
  await expect.poll(statuses).toEqual(['delivered', 'failed', 'delivered'])
  expect(sink.eventIds().filter((eventId) => eventId === recent)).toHaveLength(2)
  expect(sink.eventIds().filter((eventId) => eventId === old)).toHaveLength(1)
})

test('what was never attempted is sent once the webhook means it, and a range is replayed whole', async () => {
  const plant = await setUp()
  const { workspace, emit, id, statuses, send, dispatcher, sink } = plant
  const [missed] = await emit('customer.created')
  const [had] = await emit('job.created')
  await expect.poll(statuses).toEqual(['delivered'])
  await workspace.write((tx) => editWebhook(tx, id, { events: ['*'] }, testVault.seal), { actor: systemActor })
  dispatcher.reload()
  expect(await send({ which: 'missed' })).toEqual({ count: 1, isCut: false })
  await expect.poll(sink.eventIds).toEqual([had, missed])
  await expect.poll(statuses).toEqual(['delivered', 'delivered'])
  expect(await send({ which: 'missed' })).toEqual({ count: 0, isCut: false })
  expect(await send({ which: 'all' })).toEqual({ count: 2, isCut: false })
  await expect.poll(() => sink.received.length).toBe(4)
})

test('a paused webhook refuses to send again', async () => {
  const { workspace, id, send } = await setUp()
  await workspace.write((tx) => editWebhook(tx, id, { isActive: false }, testVault.seal), { actor: systemActor })
  await expect(send({ which: 'failed' })).rejects.toMatchObject({ code: 'conflict' })
})
