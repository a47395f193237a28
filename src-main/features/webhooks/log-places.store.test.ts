import { expect, test } from 'vitest'
import { insertDelivery } from './deliveries.store.ts'
import { listWebhookPlaces, webhookPlacesQuery } from './log-places.store.ts'
import { createPlant } from './test-webhook-plant.ts'
import { moveCursor } from './webhooks.store.ts'

test('a webhook stands before the oldest event of which a delivery waits, else at its cursor', async () => {
  const { db, register } = createPlant()
  const webhookId = await register('http://127.0.0.1:9/')
  moveCursor(db, webhookId, 40)
  const add = (eventSeq: number | null, status: 'pending' | 'failed') =>
    insertDelivery(db, {
      webhookId,
      eventSeq,
      status,
      eventId: `evt_${eventSeq}`,
      eventType: 'job.created',
      recordKey: null,
      orderKey: null,
      failureReason: null,
      attemptNumber: 1,
      scheduledAttempts: 1,
      nextAttemptAt: null,
      responseStatus: null,
      responseTimeMs: null,
      isTest: eventSeq === null,
      body: null,
      deliveredAt: null,
      createdAt: '2026-11-22T08:00:00.000Z',
    })
  add(10, 'failed')
  add(null, 'pending')
  expect(listWebhookPlaces(db)).toEqual([{ name: 'Test', seq: 40 }])
  add(30, 'pending')
  add(20, 'pending')
  expect(listWebhookPlaces(db)).toEqual([{ name: 'Test', seq: 19 }])
})

test('what waits longest is found by the index of what waits', () => {
  const { db } = createPlant()
  const steps = db.$client.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${webhookPlacesQuery}`).all()
  expect(steps.map(({ detail }) => detail).join('; ')).toContain(
    'SEARCH webhook_deliveries USING COVERING INDEX webhook_deliveries_waiting (webhook_id=? AND event_seq>?)',
  )
})
