import { expect, test } from 'vitest'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { answerSearch } from './answer-search.ts'
import { insertAttempt, insertDelivery } from './deliveries.store.ts'
import { purgeDeliveries } from './delivery-retention.ts'
import { createPlant } from './test-webhook-plant.ts'
import { moveCursor } from './webhooks.store.ts'
import { webhookAttempts, webhookDeliveries } from './webhooks.table.ts'

const day = 86_400_000

async function createOld() {
  const { workspace, db, clock, register } = createPlant()
  const webhookId = await register('http://127.0.0.1:9/')
  const add = (seq: number, status: 'delivered' | 'failed' | 'pending', ageDays: number) => {
    const createdAt = isoTime(clock.nowMs - ageDays * day)
    const of = { webhookId, eventSeq: seq, eventId: `evt_${seq}`, eventType: 'job.created', recordKey: null, orderKey: null }
    const none = { failureReason: null, nextAttemptAt: null, responseStatus: null, responseTimeMs: null, body: null, deliveredAt: null }
    const id = insertDelivery(db, { ...of, ...none, status, attemptNumber: 1, scheduledAttempts: 1, isTest: false, createdAt })
    insertAttempt(
      db,
      {
        attemptNumber: 1,
        startedAt: createdAt,
        url: 'http://127.0.0.1:9/',
        requestHeaders: '{}',
        requestBody: null,
        responseStatus: null,
        responseHeaders: null,
        responseBody: null,
        isBodyCut: false,
        errorKind: null,
        errorMessage: null,
        responseTimeMs: 1,
        timing: null,
      },
      { deliveryId: Number(id), isManual: false },
    )
  }
  const kept = () =>
    db
      .select()
      .from(webhookDeliveries)
      .all()
      .map(({ eventSeq }) => eventSeq)
  const attempts = () => db.select().from(webhookAttempts).all().length
  const words = () => db.$client.prepare('SELECT count(*) FROM webhook_answer_search_docsize').pluck().get()
  const cursor = (seq: number) => moveCursor(db, webhookId, seq)
  return { workspace, clock, add, kept, attempts, words, cursor }
}

test('deliveries go with their attempts after 90 days; what waits and what lies after the cursor stays', async () => {
  const { workspace, clock, add, kept, attempts, words, cursor } = await createOld()
  add(1, 'delivered', 91)
  add(2, 'failed', 91)
  add(3, 'pending', 200)
  add(4, 'delivered', 89)
  add(5, 'delivered', 91)
  cursor(4)
  await workspace.write(answerSearch.createWork().run, { actor: systemActor })
  expect(words()).toBe(5)
  expect(await purgeDeliveries(workspace, clock.nowMs)).toBe(2)
  expect([kept(), attempts(), words()]).toEqual([[3, 4, 5], 3, 3])
  cursor(5)
  expect(await purgeDeliveries(workspace, clock.nowMs)).toBe(1)
})

test('many go in small writes, between which others get their turn', async () => {
  const { workspace, clock, add, kept, cursor } = await createOld()
  for (let seq = 1; seq <= 1_600; seq += 1) add(seq, seq % 2 === 0 ? 'failed' : 'delivered', 100)
  cursor(1_600)
  let turns = 0
  const purge = purgeDeliveries(workspace, clock.nowMs)
  let isDone = false
  void purge.then(() => {
    isDone = true
  })
  while (!isDone) {
    await workspace.write(() => undefined, { actor: systemActor })
    turns += 1
  }
  expect([await purge, kept()]).toEqual([1_600, []])
  expect(turns).toBeGreaterThanOrEqual(3)
})
