import type { Logger } from 'pino'
import type { EventBus } from '../../events/event-bus.ts'
import { eventBody, findEvent, newestSeq } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { type Actor, type Clock, type IdSource, isoTime } from '../../lib/identity.ts'
import { type Attempt, createDeliver } from './deliver.ts'
import { listDueDeliveries, listUpcomingRetries } from './deliveries.store.ts'
import { createEventPages } from './event-pages.ts'
import { type Entry, type Lane, maxRetrying } from './lane.ts'
import { createLanes } from './lanes.ts'
import { createManualDelivery } from './manual-delivery.ts'
import { type AttemptResult, createResultWriter } from './result-writer.ts'
import { judge } from './retry-schedule.ts'
import type { DeliveryRow } from './webhooks.table.ts'

export interface DispatcherOptions {
  readonly workspace: Workspace
  readonly vault: Vault
  readonly bus: EventBus
  readonly clock: Clock
  readonly ids: IdSource
  /** 0 to 1, for jitter. */
  readonly random: () => number
  readonly outbound: OutboundClient
  readonly log: Logger
  /** Interlock's own, for User-Agent. */
  readonly version: string
}

/** Sends a workspace's events to its webhooks: at least once, each event with one id, from where it stood when the program ended. */
export interface WebhookDispatcher {
  readonly start: () => void
  /** Aborts what runs, writes the results so far; what was aborted is sent again after the next start. */
  readonly stop: () => Promise<void>
  /** There may be new events. */
  readonly wake: () => void
  /** Webhooks were added, changed or deleted. */
  readonly reload: () => void
  /** Sends a `webhook.test` event now. @returns the id of its delivery. @throws AppError `not_found`. */
  readonly sendTest: (webhookId: number, actor: Actor) => Promise<number>
  /** Sends a recorded delivery again now. @throws AppError `not_found`, `conflict` while it is being sent. */
  readonly redeliver: (webhookId: number, deliveryId: number, actor: Actor) => Promise<void>
}

/** Most sends in one turn of the event loop, and of one webhook in it: signing takes time that API calls wait for. */
const sendsATurn = 64
const sendsOfLane = 16

/** The retry timer looks again at least this often, milliseconds, so that a clock that jumps or a machine that slept costs a minute at most. */
const maxSleepMs = 60_000

/** A webhook whose events are rare saves its place each time it has passed this many others. */
const cursorSlack = 512

export function createWebhookDispatcher(options: DispatcherOptions): WebhookDispatcher {
  const { workspace, clock, random, log } = options
  const { db } = workspace
  const deliver = createDeliver(options)
  const writer = createResultWriter({ workspace, log, onWritten })
  const pages = createEventPages(db)
  const lanes = createLanes(options)
  const manual = createManualDelivery({ ...options, lanes, deliver })
  const ready = new Set<Lane>()
  let state: 'new' | 'running' | 'stopped' = 'new'
  let isScheduled = false
  let knownSeq = -1
  let retryTimer: NodeJS.Timeout | undefined
  let unsubscribe = (): void => undefined

  function schedule(): void {
    if (isScheduled || state !== 'running') return
    isScheduled = true
    setImmediate(turn)
  }

  /** One turn: whoever is ready sends a few, in rotation, then the event loop has its way. */
  function turn(): void {
    isScheduled = false
    if (state !== 'running') return
    try {
      lookForEvents()
      let left = sendsATurn
      for (const lane of [...ready]) {
        if (left <= 0 || writer.isFull()) break
        ready.delete(lane)
        left -= pump(lane, Math.min(left, sendsOfLane))
      }
    } catch (error) {
      // A database that cannot be read now: the next wake or timer tries again.
      log.error({ err: error }, 'webhook dispatcher')
      return armRetryTimer()
    }
    if (ready.size > 0 && !writer.isFull()) schedule()
  }

  function lookForEvents(): void {
    const seq = newestSeq(db)
    if (seq === knownSeq) return
    knownSeq = seq
    for (const lane of lanes.all()) ready.add(lane)
  }

  /** @returns how many it sent. */
  function pump(lane: Lane, max: number): number {
    if (!lane.settings.isActive) return 0
    if (lane.dueAt <= clock.now()) sendRetries(lane)
    const { begun, isCut } = lane.take(max, pages.after)
    for (const { entry, event } of begun) void sendFirst(lane, entry, event)
    if (isCut) ready.add(lane)
    if (begun.length === 0 && lane.cursor - lane.savedCursor >= cursorSlack) writer.addCursor(lane)
    return begun.length
  }

  async function sendFirst(lane: Lane, entry: Entry, event: EventRow): Promise<void> {
    const message = { eventId: event.id, eventType: event.event, body: eventBody(event) }
    const attempt = await deliver(lane.settings.endpoint, message, 1)
    if (isAborted(attempt)) return
    const verdict = judge(attempt.outcome, { attempt: 1, retryCount: lane.settings.retryCount, now: clock.now(), random })
    lane.finish(entry, verdict.status === 'delivered')
    settle({ lane, attempt, verdict, of: { kind: 'first', event } })
  }

  function sendRetries(lane: Lane): void {
    const room = maxRetrying - lane.busy.size
    if (room <= 0) return
    const due = listDueDeliveries(db, lane.webhookId, isoTime(clock.now()), maxRetrying + lane.busy.size)
    for (const delivery of due.filter(({ id }) => !lane.busy.has(id)).slice(0, room)) void sendRetry(lane, delivery)
    refreshDue(lane)
  }

  async function sendRetry(lane: Lane, delivery: DeliveryRow): Promise<void> {
    lane.busy.add(delivery.id)
    const event = findEvent(db, delivery.eventId)
    const body = event === undefined ? (delivery.testBody ?? '') : eventBody(event)
    const message = { eventId: delivery.eventId, eventType: delivery.eventType, body }
    const attempt = await deliver(lane.settings.endpoint, message, delivery.attemptNumber + 1)
    if (isAborted(attempt)) return void lane.busy.delete(delivery.id)
    const scheduledAttempts = delivery.scheduledAttempts + 1
    const verdict = judge(attempt.outcome, { attempt: scheduledAttempts, retryCount: lane.settings.retryCount, now: clock.now(), random })
    settle({ lane, attempt, verdict, of: { kind: 'retry', deliveryId: delivery.id, scheduledAttempts } })
  }

  /** Ended by us: the program stops or the webhook is gone. It was no attempt that anybody should read of. */
  const isAborted = (attempt: Attempt): boolean => attempt.outcome.error?.kind === 'aborted'

  function settle(result: AttemptResult): void {
    if (result.verdict.status === 'failed' && result.verdict.isGone) lanes.pause(result.lane)
    writer.add(result)
    ready.add(result.lane)
    schedule()
  }

  function onWritten(results: readonly AttemptResult[]): void {
    const retried = new Set<Lane>()
    for (const { lane, verdict, of } of results) {
      if (of.kind === 'retry') lane.busy.delete(of.deliveryId)
      if (of.kind === 'retry' || verdict.status === 'pending') retried.add(lane)
    }
    if (state !== 'running') return
    for (const lane of retried) refreshDue(lane)
    if (retried.size > 0) armRetryTimer()
    if (ready.size > 0) schedule()
  }

  function refreshDue(lane: Lane): void {
    const next = listUpcomingRetries(db, lane.webhookId, lane.busy.size + 1).find(({ id }) => !lane.busy.has(id))
    lane.dueAt = next?.nextAttemptAt ? Date.parse(next.nextAttemptAt) : Number.POSITIVE_INFINITY
  }

  function armRetryTimer(): void {
    clearTimeout(retryTimer)
    if (state !== 'running') return
    let dueAt = Number.POSITIVE_INFINITY
    for (const lane of lanes.all()) if (lane.settings.isActive && lane.busy.size < maxRetrying) dueAt = Math.min(dueAt, lane.dueAt)
    retryTimer = setTimeout(onRetryTimer, Math.min(Math.max(dueAt - clock.now(), 1), maxSleepMs))
  }

  function onRetryTimer(): void {
    for (const lane of lanes.all()) if (lane.dueAt <= clock.now()) ready.add(lane)
    schedule()
    armRetryTimer()
  }

  function reload(): void {
    if (state !== 'running') return
    for (const lane of lanes.load()) {
      refreshDue(lane)
      writer.addCursor(lane)
      ready.add(lane)
    }
    armRetryTimer()
    schedule()
  }

  return {
    start: () => {
      state = 'running'
      unsubscribe = options.bus.onWake(schedule)
      reload()
    },
    stop: async () => {
      if (state !== 'running') return
      state = 'stopped'
      unsubscribe()
      clearTimeout(retryTimer)
      for (const lane of lanes.all()) writer.addCursor(lane)
      lanes.close()
      await writer.close()
    },
    wake: schedule,
    reload,
    sendTest: manual.sendTest,
    redeliver: manual.redeliver,
  }
}
