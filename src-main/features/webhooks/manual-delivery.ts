import { eventBody, findEvent } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { type Actor, type Clock, type IdSource, isoTime } from '../../lib/identity.ts'
import { attempter } from './attempter.ts'
import { type Attempt, type Deliver, keptAttempt, responseTimeMs } from './deliver.ts'
import { changeDelivery, findDelivery, insertAttempt, insertDelivery, releaseNext } from './deliveries.store.ts'
import { type Body, bodyOf } from './delivery-body.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import { composed } from './payload-rules.ts'
import type { DeliveryRow } from './webhooks.table.ts'

export interface ManualDeliveryOptions {
  readonly workspace: Workspace
  readonly lanes: Lanes
  readonly deliver: Deliver
  readonly clock: Clock
  readonly ids: IdSource
  /** A person or an API call wants it, not Interlock itself. */
  readonly isManual: boolean
}

type Rest = Parameters<ReturnType<typeof attempter>> extends [Lane, ...infer Others] ? Others : never

export type ManualDelivery = ReturnType<typeof createManualDelivery>

/** What a person sends by hand: at once, to paused webhooks too, beside the schedule and using up none of its retries. */
export function createManualDelivery({ workspace, lanes, deliver, clock, ids, isManual }: ManualDeliveryOptions) {
  const { db } = workspace
  const attempt = attempter(deliver, clock)

  async function attempted(lane: Lane, ...rest: Rest): Promise<Attempt> {
    const made = await attempt(lane, ...rest)
    lane.failures.answered(made.outcome, clock.now())
    return made
  }

  function laneOf(webhookId: number): Lane {
    const lane = lanes.find(webhookId)
    if (lane === undefined) throw notFound('webhook', webhookId)
    return lane
  }

  async function sendTest(webhookId: number, actor: Actor): Promise<number> {
    const lane = laneOf(webhookId)
    const data = testData(webhookId, actor)
    const event = { seq: 0, id: ids.newId('evt'), event: 'webhook.test', recordKey: '', createdAt: isoTime(clock.now()), data }
    const attempt = await attempted(lane, { eventId: event.id, eventType: event.event }, () => composed(lane.settings, event), 1)
    const body = attempt.body ?? eventBody(event)
    return workspace.write((tx) => insertTest(tx.db, { webhookId, event, body, attempt, now: tx.now, isManual }), { actor })
  }

  async function redeliver(webhookId: number, deliveryId: number, actor: Actor): Promise<void> {
    const lane = laneOf(webhookId)
    const delivery = findDelivery(db, webhookId, deliveryId)
    if (delivery === undefined) throw notFound('delivery', deliveryId)
    if (delivery.body === null && findEvent(db, delivery.eventId) === undefined)
      throw new AppError('conflict', 'The event of this delivery is no longer kept, so it cannot be sent again.')
    if (lane.busy.has(deliveryId)) {
      throw new AppError('conflict', 'This delivery is being sent right now.', {
        details: { fix: 'Look at its attempts, then send it again.' },
      })
    }
    lane.busy.add(deliveryId)
    try {
      const body = (): Body => bodyOf(db, lane.settings, delivery) ?? { body: '', isPlain: true }
      const attempt = await attempted(lane, delivery, body, delivery.attemptNumber + 1)
      await workspace.write((tx) => appendAttempt(tx, { delivery, attempt, isManual }), { actor })
    } finally {
      lane.busy.delete(deliveryId)
    }
  }

  return { sendTest, redeliver }
}

const testData = (webhookId: number, actor: Actor): string =>
  JSON.stringify({
    webhook: { id: webhookId, message: 'This is a test event from Interlock.' },
    changed_by: { id: actor.id, type: actor.type, name: actor.name },
  })

const stateAfter = (attempt: Attempt) => ({
  attemptNumber: attempt.attemptNumber,
  responseStatus: attempt.result.status,
  responseTimeMs: responseTimeMs(attempt),
})

const isDelivered = (attempt: Attempt): boolean => attempt.outcome.error === null

function insertTest(
  db: Db,
  test: { webhookId: number; event: { id: string; event: string }; body: string; attempt: Attempt; now: string; isManual: boolean },
): number {
  const { attempt } = test
  const id = insertDelivery(db, {
    webhookId: test.webhookId,
    eventSeq: null,
    eventId: test.event.id,
    eventType: test.event.event,
    recordKey: null,
    orderKey: null,
    isTest: true,
    body: test.body,
    status: isDelivered(attempt) ? 'delivered' : 'failed',
    failureReason: isDelivered(attempt) ? null : 'test',
    ...stateAfter(attempt),
    scheduledAttempts: 0,
    nextAttemptAt: null,
    deliveredAt: isDelivered(attempt) ? isoTime(attempt.endedAt) : null,
    createdAt: test.now,
  })
  invariant(id !== undefined, 'a test has no event in the log that could be recorded already')
  insertAttempt(db, keptAttempt(attempt), { deliveryId: id, isManual: test.isManual })
  return id
}

/** A failed attempt by hand leaves the delivery as it was: delivered stays delivered, a planned retry stays planned. */
function appendAttempt(
  { db, now }: Tx,
  { delivery, attempt, isManual }: { delivery: DeliveryRow; attempt: Attempt; isManual: boolean },
): void {
  const delivered = {
    status: 'delivered',
    failureReason: null,
    nextAttemptAt: null,
    deliveredAt: delivery.deliveredAt ?? isoTime(attempt.endedAt),
  } as const
  const isKept = changeDelivery(db, delivery.id, { ...stateAfter(attempt), ...(isDelivered(attempt) ? delivered : {}) })
  if (!isKept) throw notFound('delivery', delivery.id)
  insertAttempt(db, keptAttempt(attempt), { deliveryId: delivery.id, isManual })
  if (isDelivered(attempt) && delivery.orderKey !== null) releaseNext(db, delivery.webhookId, delivery.orderKey, now)
}
