import type { Logger } from 'pino'
import type { EventBus } from '../../events/event-bus.ts'
import { eventBody, newestSeq } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { type Actor, type Clock, type IdSource, isoTime } from '../../lib/identity.ts'
import { type Attempt, createDeliver, type Deliver } from './deliver.ts'
import { listDueDeliveries, listUpcomingRetries } from './deliveries.store.ts'
import { createEventPages, type EventPages, type LoggedEvent } from './event-pages.ts'
import { type Entry, type Lane, maxRetrying } from './lane.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { bodyOf, createManualDelivery, type ManualDelivery } from './manual-delivery.ts'
import { type AttemptResult, createResultWriter, type ResultWriter } from './result-writer.ts'
import { judge, type Verdict } from './retry-schedule.ts'
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
  /** The log was emptied: what was read of it and not sent is not sent any more. */
  readonly forgetEvents: () => void
  /** Sends a `webhook.test` event now. @returns the id of its delivery. @throws AppError `not_found`. */
  readonly sendTest: (webhookId: number, actor: Actor) => Promise<number>
  /** Sends a recorded delivery again now. @throws AppError `not_found`, `conflict` while it is being sent. */
  readonly redeliver: (webhookId: number, deliveryId: number, actor: Actor) => Promise<void>
}

/** Most sends in one turn of the event loop, twice: as its answers come and after them; and of one webhook in it. Signing takes time that API calls wait for. */
const sendsATurn = 64
const sendsOfLane = 16

/** The retry timer looks again at least this often, milliseconds, so that a clock that jumps or a machine that slept costs a minute at most. */
const maxSleepMs = 60_000
const minSleepMs = 10

/** A webhook whose events are rare saves its place each time it has passed this many others. */
const cursorSlack = 512

export const createWebhookDispatcher = (options: DispatcherOptions): WebhookDispatcher => new Dispatcher(options)

class Dispatcher implements WebhookDispatcher {
  readonly #options: DispatcherOptions
  readonly #deliver: Deliver
  readonly #writer: ResultWriter
  readonly #pages: EventPages
  readonly #lanes: Lanes
  readonly #manual: ManualDelivery
  readonly #ready = new Set<Lane>()
  #state: 'new' | 'running' | 'stopped' = 'new'
  #isScheduled = false
  #isWoken = true
  #knownSeq = -1
  /** How many more may be sent before the next turn. */
  #followUps = 0
  #retryTimer: NodeJS.Timeout | undefined
  #unsubscribe = (): void => undefined

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#deliver = createDeliver(options)
    this.#writer = createResultWriter({ ...options, onWritten: (results) => this.#onWritten(results) })
    this.#pages = createEventPages(options.workspace.db)
    this.#lanes = createLanes(options)
    this.#manual = createManualDelivery({ ...options, lanes: this.#lanes, deliver: this.#deliver })
  }

  start(): void {
    this.#state = 'running'
    this.#unsubscribe = this.#options.bus.onWake(() => this.wake())
    this.reload()
  }

  async stop(): Promise<void> {
    if (this.#state !== 'running') return
    this.#state = 'stopped'
    this.#unsubscribe()
    clearTimeout(this.#retryTimer)
    for (const lane of this.#lanes.all()) this.#writer.addCursor(lane)
    this.#lanes.close()
    await this.#writer.close()
  }

  wake(): void {
    this.#isWoken = true
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled || this.#state !== 'running') return
    this.#isScheduled = true
    setImmediate(() => this.#turn())
  }

  reload(): void {
    if (this.#state !== 'running') return
    const changed = this.#lanes.load()
    for (const lane of changed) {
      this.#writer.addCursor(lane)
      this.#ready.add(lane)
    }
    this.#plan(changed)
    this.#schedule()
  }

  forgetEvents(): void {
    this.#pages.forget()
    for (const lane of this.#lanes.all()) lane.forgetEvents()
    this.#plan(this.#lanes.all())
  }

  sendTest(webhookId: number, actor: Actor): Promise<number> {
    return this.#manual.sendTest(webhookId, actor)
  }

  async redeliver(webhookId: number, deliveryId: number, actor: Actor): Promise<void> {
    try {
      await this.#manual.redeliver(webhookId, deliveryId, actor)
    } finally {
      const lane = this.#lanes.find(webhookId)
      if (lane !== undefined) this.#plan([lane])
    }
  }

  /** One turn: whoever is ready sends a few, in rotation, then the event loop has its way. */
  #turn(): void {
    this.#isScheduled = false
    this.#followUps = sendsATurn
    if (this.#state !== 'running') return
    try {
      this.#lookForWork()
      let left = sendsATurn
      for (const lane of [...this.#ready]) {
        if (left <= 0 || this.#writer.isFull()) break
        this.#ready.delete(lane)
        left -= this.#pump(lane, Math.min(left, sendsOfLane))
      }
    } catch (error) {
      // A database that cannot be read now: the next wake or timer tries again.
      this.#report(error)
      this.#armRetryTimer()
      return
    }
    if (this.#ready.size > 0 && !this.#writer.isFull()) this.#schedule()
  }

  #lookForWork(): void {
    if (!this.#isWoken) return
    for (const lane of this.#lanes.all()) if (lane.dueAt <= this.#now) this.#ready.add(lane)
    const seq = newestSeq(this.#options.workspace.db)
    this.#isWoken = false
    if (seq === this.#knownSeq) return
    this.#knownSeq = seq
    for (const lane of this.#lanes.all()) this.#ready.add(lane)
  }

  /** @returns how many it sent. */
  #pump(lane: Lane, max: number): number {
    if (!lane.settings.isActive) return 0
    if (lane.dueAt <= this.#now) this.#sendRetries(lane)
    const { begun, isCut } = lane.take(max, this.#pages.after)
    for (const { entry, event } of begun) this.#sendFirst(lane, entry, event).catch((error) => this.#report(error))
    if (isCut) this.#ready.add(lane)
    if (begun.length === 0 && lane.cursor - lane.savedCursor >= cursorSlack) this.#writer.addCursor(lane)
    return begun.length
  }

  async #sendFirst(lane: Lane, entry: Entry, event: LoggedEvent): Promise<void> {
    const message = { eventId: event.id, eventType: event.event, body: eventBody(event) }
    const attempt = await this.#deliver(lane.settings.endpoint, message, 1)
    if (isAborted(attempt)) return
    const verdict = this.#judge(lane, attempt, 1)
    lane.finish(entry, verdict.status === 'delivered')
    this.#settle({ lane, attempt, verdict, of: { kind: 'first', event } })
  }

  #sendRetries(lane: Lane): void {
    const { db } = this.#options.workspace
    const room = maxRetrying - lane.busy.size
    if (room <= 0) return
    const due = listDueDeliveries(db, lane.webhookId, isoTime(this.#now), maxRetrying + lane.busy.size)
    for (const delivery of due.filter(({ id }) => !lane.busy.has(id)).slice(0, room)) {
      this.#sendRetry(lane, delivery).catch((error) => this.#report(error))
    }
    this.#refreshDue(lane)
  }

  async #sendRetry(lane: Lane, delivery: DeliveryRow): Promise<void> {
    lane.busy.add(delivery.id)
    const body = bodyOf(this.#options.workspace.db, delivery)
    const message = { eventId: delivery.eventId, eventType: delivery.eventType, body: body ?? '' }
    const attempt = await this.#deliver(lane.settings.endpoint, message, delivery.attemptNumber + 1)
    if (isAborted(attempt)) {
      lane.busy.delete(delivery.id)
      return
    }
    const scheduledAttempts = delivery.scheduledAttempts + 1
    const verdict = this.#judge(lane, attempt, scheduledAttempts)
    this.#settle({ lane, attempt, verdict, of: { kind: 'retry', deliveryId: delivery.id, scheduledAttempts } })
  }

  #judge(lane: Lane, { outcome }: Attempt, attempt: number): Verdict {
    return judge(outcome, { attempt, retryCount: lane.settings.retryCount, now: this.#now, random: this.#options.random })
  }

  #settle(result: AttemptResult): void {
    if (result.verdict.status === 'failed' && result.verdict.isGone) this.#lanes.pause(result.lane)
    this.#writer.add(result)
    this.#ready.add(result.lane)
    this.#schedule()
    this.#followUp(result.lane)
  }

  /** Sends the next one at once, so that the receiver has work while other answers are read; only so many in one turn of the event loop. */
  #followUp(lane: Lane): void {
    if (this.#followUps === 0 || this.#state !== 'running' || this.#writer.isFull()) return
    this.#followUps -= 1
    this.#pump(lane, 1)
  }

  #onWritten(results: readonly AttemptResult[]): void {
    const changed = new Set<Lane>()
    for (const { lane, verdict, of } of results) {
      if (of.kind === 'retry') lane.busy.delete(of.deliveryId)
      else lane.saved()
      // It may have stood still because so much of it was not on disk.
      this.#ready.add(lane)
      if (of.kind === 'retry' || verdict.status === 'pending') changed.add(lane)
    }
    // A webhook that its receiver ended may have been changed meanwhile: the database has the last word.
    if (results.some(({ verdict }) => verdict.status === 'failed' && verdict.isGone)) this.reload()
    if (changed.size > 0) this.#plan(changed)
    if (this.#ready.size > 0) this.#schedule()
  }

  /** Learns when the next retries of these are due. */
  #plan(changed: Iterable<Lane>): void {
    if (this.#state !== 'running') return
    try {
      for (const lane of changed) this.#refreshDue(lane)
    } catch (error) {
      this.#report(error)
    }
    this.#armRetryTimer()
  }

  #refreshDue(lane: Lane): void {
    const retries = listUpcomingRetries(this.#options.workspace.db, lane.webhookId, lane.busy.size + 1)
    const next = retries.find(({ id }) => !lane.busy.has(id))
    lane.dueAt = next?.nextAttemptAt ? Date.parse(next.nextAttemptAt) : Number.POSITIVE_INFINITY
  }

  #armRetryTimer(): void {
    clearTimeout(this.#retryTimer)
    if (this.#state !== 'running') return
    let dueAt = Number.POSITIVE_INFINITY
    for (const lane of this.#lanes.all()) {
      if (lane.settings.isActive && lane.busy.size < maxRetrying) dueAt = Math.min(dueAt, lane.dueAt)
    }
    const sleepMs = Math.min(Math.max(dueAt - this.#now, minSleepMs), maxSleepMs)
    this.#retryTimer = setTimeout(() => this.#onRetryTimer(), sleepMs)
  }

  #onRetryTimer(): void {
    this.#isWoken = true
    this.#schedule()
    this.#armRetryTimer()
  }

  get #now(): number {
    return this.#options.clock.now()
  }

  #report(error: unknown): void {
    this.#options.log.error({ err: error }, 'webhook dispatcher')
  }
}

/** Ended by us: the program stops or the webhook is deleted. It was no attempt that anybody should read of. */
const isAborted = (attempt: Attempt): boolean => attempt.outcome.error?.kind === 'aborted'
