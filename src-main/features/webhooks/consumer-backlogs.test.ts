import { expect, test } from 'vitest'
import { systemActor } from '../../lib/identity.ts'
import { listDrops } from './backlog.store.ts'
import { backlogEvents } from './backlog.ts'
import { consumerBacklogs, trimConsumerBacklogs } from './consumer-backlogs.ts'
import { acknowledge, createConsumer, getConsumer, poll } from './event-consumers.ts'
import { createPlant } from './test-webhook-plant.ts'

test('what waits beyond the bound is dropped, and told with the next answers until what came after it is acknowledged', async () => {
  const { workspace, db, emit, clock } = createPlant()
  const write = <Result>(run: Parameters<typeof workspace.write<Result>>[0]) => workspace.write(run, { actor: systemActor })
  const consumer = await write((tx) => createConsumer(tx, { name: 'erp', events: ['job.created'], filter: null, secret: 'whsec_' }))
  const ids = await emit('job.created', 'job.updated', 'job.created', 'job.created', 'job.updated')
  await write((tx) => backlogEvents.write(tx.db, 2))
  expect(consumerBacklogs(db)).toMatchObject([{ name: 'erp', events: 5 }])
  await trimConsumerBacklogs(workspace)
  const dropped = { count: 2, reason: 'count', fromEventId: ids[0], toEventId: ids[2], isKept: true }
  expect(listDrops(db, { consumerId: consumer.id })).toMatchObject([dropped])
  const ask = (place: number) => poll(db, getConsumer(db, 'erp'), { place, limit: 10, secrets: ['whsec_dGVzdA=='], now: clock.nowMs })
  const answer = ask(getConsumer(db, 'erp').cursorSeq)
  expect(answer).toMatchObject({ dropped, data: [{ id: ids[3] }] })
  await write((tx) => acknowledge(tx, consumer, 5))
  expect(ask(getConsumer(db, 'erp').cursorSeq)).toMatchObject({ dropped: null, data: [], done: true })
})
