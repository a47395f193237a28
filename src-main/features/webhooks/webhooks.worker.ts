import { newestSeq } from '../../events/event-log.ts'
import { type Actor, isoTime } from '../../lib/identity.ts'
import { createAwakeTime } from './awake-time.ts'
import { createDeliver } from './deliver.ts'
import { countPending, isRecordWaiting, listDueDeliveries, listUpcomingRetries } from './deliveries.store.ts'
import type { DispatcherOptions, WebhookDispatcher } from './dispatcher.ts'
import { createEventPages, type EventPages } from './event-pages.ts'
import { cursorSlack, type Lane, type LaneSource, maxRetrying } from './lane.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createManualDelivery, type ManualDelivery } from './manual-delivery.ts'
import { createPlannedRetries, type PlannedRetries } from './planned-retries.ts'
import { createProber, type Prober } from './probe.ts'
import { type AttemptResult, bookWritten, createResultWriter, type Result, type ResultWriter } from './result-writer.ts'
import { createRetryTimer } from './retry-timer.ts'
import { createSender, type Sender } from './sender.ts'
import { type Backlogs, createBacklogs } from './trim-backlog.ts'

/** Most sends in one turn of the event loop, twice: as its answers come and after them; and of one webhook in it. Signing takes time that API calls wait for. */
const sendsATurn = 64
const sendsOfLane = 16

export const createWebhookDispatcher = (options: DispatcherOptions): WebhookDispatcher => new Dispatcher(options)

class Dispatcher implements WebhookDispatcher {
  readonly #options: DispatcherOptions
  readonly #sender: Sender
  readonly #writer: ResultWriter
  readonly #pages: EventPages
  readonly #lanes: Lanes
  readonly #manual: ManualDelivery
  readonly #planned: PlannedRetries
  readonly #probe: Prober
  readonly backlogs: Backlogs
  readonly #timer = createRetryTimer(() => this.#onRetryTimer())
  readonly #source: LaneSource
  readonly #ready = new Set<Lane>()
  #state: 'new' | 'running' | 'stopped' = 'new'
  #isScheduled = false
  #isWoken = true
  #knownSeq = -1
  /** How many more may be sent before the next turn. */
  #followUps = 0
  #unsubscribe = (): void => undefined

  constructor(options: DispatcherOptions) {
    this.#options = options
    const deliver = createDeliver(options)
    this.#sender = createSender({ ...options, db: options.workspace.db, deliver, settle: (result) => this.#settle(result) })
    this.#writer = createResultWriter({ ...options, onWritten: (results) => this.#onWritten(results), onTurned: () => this.reload() })
    this.#pages = createEventPages(options.workspace.db)
    this.#source = { after: this.#pages.after, isWaiting: (id, orderKey) => isRecordWaiting(options.workspace.db, id, orderKey) }
    this.backlogs = createBacklogs(options.workspace, { lanes: () => this.#lanes.all(), onDropped: (lane) => this.#tried(lane) })
    const awake = createAwakeTime(options.clock)
    this.#lanes = createLanes({ ...options, awake })
    const shared = { ...options, db: options.workspace.db, awake, report: (error: unknown) => this.#report(error) }
    this.#planned = createPlannedRetries({ ...shared, lanes: this.#lanes, onMoved: (lane) => this.#recount(lane) })
    const byHand = { ...options, lanes: this.#lanes, deliver }
    this.#manual = createManualDelivery({ ...byHand, isManual: true })
    this.#probe = createProber({
      ...shared,
      manual: createManualDelivery({ ...byHand, isManual: false }),
      onDone: (lane) => this.#tried(lane),
    })
  }

  start(): void {
    this.#state = 'running'
    this.#unsubscribe = this.#options.bus.onWake(() => this.wake())
    this.reload()
    this.#planned.start()
  }

  async stop(): Promise<void> {
    if (this.#state !== 'running') return
    this.#state = 'stopped'
    this.#unsubscribe()
    this.#timer.stop()
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

  recount(webhookId: number): void {
    const lane = this.#lanes.find(webhookId)
    if (lane !== undefined) this.#recount(lane)
  }

  restsUntil = (webhookId: number): number | undefined => this.#lanes.find(webhookId)?.pace.restsUntil(this.#now)

  forgetEvents(): void {
    this.#pages.forget()
    for (const lane of this.#lanes.all()) lane.forgetEvents()
    this.#plan(this.#lanes.all())
  }

  sendTest(webhookId: number, actor: Actor): Promise<number> {
    return this.#byHand(webhookId, () => this.#manual.sendTest(webhookId, actor))
  }

  redeliver(webhookId: number, deliveryId: number, actor: Actor): Promise<void> {
    return this.#byHand(webhookId, () => this.#manual.redeliver(webhookId, deliveryId, actor))
  }

  #byHand<Result>(webhookId: number, send: () => Promise<Result>): Promise<Result> {
    return send().finally(() => this.#tried(this.#lanes.find(webhookId)))
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
    this.#planned.look()
    for (const lane of this.#lanes.all()) if (Math.min(lane.dueAt, lane.pacedUntil) <= this.#now) this.#ready.add(lane)
    const seq = newestSeq(this.#options.workspace.db)
    this.#isWoken = false
    if (seq === this.#knownSeq) return
    this.#knownSeq = seq
    for (const lane of this.#lanes.all()) this.#ready.add(lane)
  }

  /** @returns how many it sent. */
  #pump(lane: Lane, max: number): number {
    if (!lane.settings.isActive) return this.#rests(lane, this.#probe(lane))
    lane.pacedUntil = Number.POSITIVE_INFINITY
    const now = this.#now
    if (lane.dueAt <= now) this.#sendRetries(lane, now)
    const room = lane.pace.room(now, lane.running)
    if (room === 0) return this.#rest(lane, now)
    const { begun, isCut } = lane.take(Math.min(max, room), this.#source)
    for (const one of begun) {
      if (one.isHeld) this.#writer.add({ lane, held: one.event })
      else this.#sender.sendFirst(lane, one.entry, one.event).catch((error) => this.#report(error))
    }
    const sent = begun.filter(({ isHeld }) => !isHeld).length
    lane.pace.spend(now, sent)
    if (isCut) this.#ready.add(lane)
    if (begun.length === 0 && lane.cursor - lane.savedCursor >= cursorSlack) this.#writer.addCursor(lane)
    return sent
  }

  /** What runs calls it back when it ends; where its pace keeps it from going on, the timer does. */
  #rest(lane: Lane, now: number): 0 {
    const readyAt = lane.pace.readyAt(now)
    return readyAt <= now ? 0 : this.#rests(lane, readyAt)
  }

  #rests(lane: Lane, until: number): 0 {
    lane.pacedUntil = until
    this.#armRetryTimer()
    return 0
  }

  #sendRetries(lane: Lane, now: number): void {
    const { db } = this.#options.workspace
    const room = Math.min(maxRetrying - lane.busy.size, lane.pace.room(now, lane.running))
    if (room <= 0) return
    const due = listDueDeliveries(db, lane.webhookId, isoTime(now), maxRetrying + lane.busy.size)
    const begun = due.filter(({ id }) => !lane.busy.has(id)).slice(0, room)
    for (const delivery of begun) this.#sender.sendRetry(lane, delivery).catch((error) => this.#report(error))
    lane.pace.spend(now, begun.length)
    this.#refreshDue(lane)
  }

  #settle(result: AttemptResult): void {
    if (result.verdict.ends !== null) this.#lanes.pause(result.lane)
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

  #onWritten(results: readonly Result[]): void {
    const changed = new Set<Lane>()
    let hasOneEnded = false
    for (const result of results) {
      bookWritten(result)
      // It may have stood still because so much of it was not on disk, or because what was tried again was all that was allowed to run.
      this.#ready.add(result.lane)
      if ('held' in result || result.of.kind === 'retry' || result.verdict.status === 'pending' || result.lane.settings.isOrdered) {
        changed.add(result.lane)
      }
      hasOneEnded ||= !('held' in result) && result.verdict.ends !== null
    }
    // A webhook that its receiver ended may have been changed meanwhile: the database has the last word.
    if (hasOneEnded) this.reload()
    if (changed.size > 0) this.#plan(changed)
    if (this.#ready.size > 0) this.#schedule()
  }

  /** After something was sent beside the schedule. */
  #tried(lane: Lane | undefined): void {
    if (lane === undefined) return
    if (lane.failures.isUnsaved || lane.cursor !== lane.savedCursor) this.#writer.addCursor(lane)
    this.#ready.add(lane)
    this.#recount(lane)
  }

  /** Learns anew what of a webhook waits, after somebody changed it by hand. */
  #recount(lane: Lane): void {
    lane.pending = countPending(this.#options.workspace.db, lane.webhookId)
    this.#plan([lane])
    this.#schedule()
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
    if (lane.dueAt <= this.#now) this.#ready.add(lane)
  }

  #armRetryTimer(): void {
    if (this.#state !== 'running') return
    this.#planned.look()
    const now = this.#now
    let dueAt = Number.POSITIVE_INFINITY
    for (const lane of this.#lanes.all()) {
      dueAt = Math.min(dueAt, lane.pacedUntil)
      if (!lane.settings.isActive) continue
      if (lane.busy.size < maxRetrying) dueAt = Math.min(dueAt, Math.max(lane.dueAt, lane.pace.readyAt(now)))
    }
    this.#timer.arm(dueAt - now)
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
