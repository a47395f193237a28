import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { DeliveryStatus } from './deliveries.contract.ts'
import { listFailingWebhooks } from './failing-webhooks.store.ts'
import { createPlant } from './test-webhook-plant.ts'
import { webhookDeliveries, webhooks } from './webhooks.table.ts'

const start = Date.parse('2026-11-22T08:00:00.000Z')
const at = (minute: number): string => isoTime(start + minute * 60_000)

async function createEndpoint() {
  const { db, workspace, register } = createPlant()
  const id = await register('http://127.0.0.1:9/')
  let seq = 0
  const add = (status: DeliveryStatus, createdMinute: number, deliveredMinute?: number) =>
    workspace.write(
      (tx) =>
        tx.db
          .insert(webhookDeliveries)
          .values({
            webhookId: id,
            eventSeq: ++seq,
            eventId: `evt_${seq}`,
            eventType: 'job.created',
            status,
            attemptNumber: 1,
            scheduledAttempts: 1,
            isTest: false,
            createdAt: at(createdMinute),
            deliveredAt: deliveredMinute === undefined ? null : at(deliveredMinute),
          })
          .run(),
      { actor: systemActor },
    )
  const set = (values: Partial<typeof webhooks.$inferInsert>) => db.update(webhooks).set(values).where(eq(webhooks.id, id)).run()
  return { id, add, set, failing: () => listFailingWebhooks(db).map(({ since }) => since) }
}

test('a webhook is failing since the oldest failure after the last arrival', async () => {
  const { id, add, failing } = await createEndpoint()
  expect(failing()).toEqual([])
  await add('pending', 0)
  await add('failed', 1)
  expect(failing()).toEqual([at(0)])
  await add('delivered', 2, 2)
  expect(failing()).toEqual([])
  await add('failed', 5)
  await add('pending', 6)
  expect(failing()).toEqual([at(5)])
  expect(id).toBe(1)
})

test('a retry that arrives late is an arrival too', async () => {
  const { add, failing } = await createEndpoint()
  await add('pending', 1)
  await add('delivered', 0, 9)
  expect(failing()).toEqual([])
})

test('a webhook that a person paused is not failing, one that Interlock paused is', async () => {
  const { add, set, failing } = await createEndpoint()
  await add('failed', 0)
  set({ isActive: false })
  expect(failing()).toEqual([])
  set({ disabledReason: 'gone' })
  expect(failing()).toEqual([at(0)])
  set({ deletedAt: at(1) })
  expect(failing()).toEqual([])
})
