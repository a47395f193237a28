import type { Logger } from 'pino'
import { oldestSeq } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { type Attempt, type KeptAttempt, keptAttempt, responseTimeMs } from './deliver.ts'
import { changeDelivery, insertAttempt, insertDelivery, isRecordWaiting, releaseNext } from './deliveries.store.ts'
import type { LoggedEvent } from './event-pages.ts'
import { disable, writeFailures } from './failing-endpoints.ts'
import type { Lane } from './lane.ts'
import type { Verdict } from './retry-schedule.ts'
import { moveCursor } from './webhooks.store.ts'

/** What came of an attempt, waiting to be written: as rows already, since what waits outlives the young generation. */
export interface AttemptResult {
  readonly lane: Lane
  readonly attempt: KeptAttempt
  readonly state: DeliveryState
  readonly verdict: Verdict
  /** The event of a first attempt, or the delivery that was tried again. */
  readonly of:
    | { readonly kind: 'first'; readonly event: LoggedEvent }
    | { readonly kind: 'retry'; readonly deliveryId: number; readonly orderKey: string | null; readonly scheduledAttempts: number }
}

/** An event that waits for an earlier one of its record. */
export interface HeldEvent {
  readonly lane: Lane
  readonly held: LoggedEvent
}

export type Result = AttemptResult | HeldEvent

export interface ResultWriter {
  readonly add: (result: Result) => void
  /** Writes a cursor with the next group, though no result of its webhook may come. */
  readonly addCursor: (lane: Lane) => void
  /** So much waits for the disk that no attempt should begin. */
  readonly isFull: () => boolean
  /** Writes what has come so far; gives up after a failure. */
  readonly close: () => Promise<void>
}

/**
 * Whether the power may take it: then the event is sent once more under the same id, and nothing else follows from it. Then
 * the program does not stand still until the disk has it.
 */
const mayComeAgain = (result: Result): boolean =>
  !('held' in result) && result.verdict.status === 'delivered' && !result.lane.settings.isOrdered

/** Takes what is on disk off what its lane has on its way. */
export function bookWritten(result: Result): void {
  const { lane } = result
  if ('held' in result) {
    lane.saved(result.held)
    lane.pending += 1
    return
  }
  const { of, verdict } = result
  if (of.kind === 'first') lane.saved(of.event)
  else lane.busy.delete(of.deliveryId)
  if (of.kind === 'first' && verdict.status === 'pending') lane.pending += 1
  if (of.kind === 'retry' && verdict.status !== 'pending') lane.pending -= 1
}

/** A group is written when it has this many results, or its oldest is this old. */
const groupSize = 512
const groupDelayMs = 40

const maxWaiting = 2_048

/** How long to wait before a refused group is written again, in milliseconds. */
const repeatDelayMs = 1_000

interface WriterOptions {
  readonly workspace: Workspace
  readonly log: Logger
  /** Called after each group that is on disk. */
  readonly onWritten: (results: readonly Result[]) => void
  /** Called when a webhook was disabled or enabled by how it fares. */
  readonly onTurned: () => void
}

/**
 * Writes results in groups: one transaction holds many deliveries, their attempts and the cursors that they allow. A row a transaction would
 * cost more than the sending.
 */
export const createResultWriter = (options: WriterOptions): ResultWriter => new GroupWriter(options)

class GroupWriter implements ResultWriter {
  readonly #options: WriterOptions
  #results: Result[] = []
  readonly #lanes = new Set<Lane>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isClosed = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  add(result: Result): void {
    this.#results.push(result)
    if (this.#results.length >= groupSize && this.#writing === undefined) void this.#flush()
    else this.#schedule(groupDelayMs)
  }

  addCursor(lane: Lane): void {
    this.#lanes.add(lane)
    this.#schedule(groupDelayMs)
  }

  isFull(): boolean {
    return this.#results.length >= maxWaiting
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#writing
    if (this.#isWaiting) await this.#flush()
  }

  get #isWaiting(): boolean {
    return this.#results.length > 0 || this.#lanes.size > 0
  }

  #schedule(delayMs: number): void {
    if (this.#writing === undefined && !this.#isClosed) this.#timer ??= setTimeout(() => this.#flush(), delayMs)
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing ??= this.#writeGroup().finally(() => {
      this.#writing = undefined
      if (this.#isWaiting) this.#schedule(this.#results.length >= groupSize ? 0 : groupDelayMs)
    })
    return this.#writing
  }

  async #writeGroup(): Promise<void> {
    const { workspace, log, onWritten, onTurned } = this.#options
    const group = this.#results
    // NB: read with the group, not when it is written: results that come meanwhile must not move a cursor before they are on disk themselves.
    const cursors = new Map([...this.#lanes, ...group.map(({ lane }) => lane)].map((lane) => [lane, lane.cursor]))
    this.#results = []
    this.#lanes.clear()
    try {
      const isLazy = group.every(mayComeAgain) && [...cursors.keys()].every(({ failures }) => !failures.isUnsaved)
      await workspace.write((tx) => writeResults(tx, { group, cursors, onTurned }), { actor: systemActor, isRepeatable: true, isLazy })
    } catch (error) {
      log.error({ err: error, results: group.length }, 'webhook results could not be written')
      return this.#keep(group, [...cursors.keys()], error)
    }
    onWritten(group)
  }

  /** NB: cursors must not pass a result that is not on disk, so a refused group comes first again; one that is wrong in itself is let go. */
  async #keep(group: readonly Result[], moved: readonly Lane[], error: unknown): Promise<void> {
    const { workspace, log, onWritten } = this.#options
    for (const lane of moved) this.#lanes.add(lane)
    const waiting = error instanceof AppError ? group : await writeEach(workspace, group, log)
    this.#results = [...waiting, ...this.#results]
    onWritten(group.filter((result) => !waiting.includes(result)))
    if (!this.#isClosed) await new Promise((resolve) => setTimeout(resolve, repeatDelayMs))
  }
}

/** Writes results one by one and logs those that cannot be. @returns those that could not for now. */
async function writeEach(workspace: Workspace, group: readonly Result[], log: Logger): Promise<Result[]> {
  const waiting: Result[] = []
  for (const result of group) {
    try {
      await workspace.write((tx) => writeResult(tx, result, oldestSeq(tx.db)), { actor: systemActor })
    } catch (error) {
      if (error instanceof AppError) waiting.push(result)
      else
        log.error(
          { err: error, webhook: result.lane.webhookId, delivery: 'held' in result ? result.held.id : result.of },
          'webhook result is lost',
        )
    }
  }
  return waiting
}

interface Group {
  readonly group: readonly Result[]
  readonly cursors: ReadonlyMap<Lane, number>
  readonly onTurned: () => void
}

function writeResults(tx: Tx, { group, cursors, onTurned }: Group): void {
  const { db } = tx
  const oldest = oldestSeq(db)
  for (const result of group) writeResult(tx, result, oldest)
  for (const [lane, cursor] of cursors) {
    writeFailures(tx, lane, onTurned)
    if (cursor === lane.savedCursor) continue
    moveCursor(db, lane.webhookId, cursor)
    tx.afterCommit(() => {
      lane.savedCursor = cursor
    })
  }
}

/** NB: an event or a delivery that was removed while it was being sent leaves nothing: the sandbox was reset meanwhile. */
function writeResult(tx: Tx, result: Result, oldest: number): void {
  if ('held' in result) {
    writeHeld(tx, result, oldest)
    return
  }
  const { lane, attempt, state, verdict, of } = result
  const { db, now } = tx
  const orderKey = of.kind === 'first' ? lane.orderKey(of.event) : of.orderKey
  if (of.kind === 'first') {
    if (orderKey !== null) lane.sent(orderKey)
    if (of.event.seq < oldest) return
    const deliveryId = insertDelivery(db, { ...identityOf(lane, of.event), ...state, scheduledAttempts: 1, createdAt: now })
    if (deliveryId !== undefined) insertAttempt(db, attempt, { deliveryId, isManual: false })
  } else {
    if (!changeDelivery(db, of.deliveryId, { ...state, scheduledAttempts: of.scheduledAttempts })) return
    insertAttempt(db, attempt, { deliveryId: of.deliveryId, isManual: false })
  }
  if (orderKey !== null && verdict.status !== 'pending') releaseNext(db, lane.webhookId, orderKey, now)
  if (verdict.ends !== null) disable(tx, lane.webhookId, verdict.ends)
}

const identityOf = (lane: Lane, event: LoggedEvent) => ({
  webhookId: lane.webhookId,
  eventSeq: event.seq,
  eventId: event.id,
  eventType: event.event,
  recordKey: event.recordKey,
  orderKey: lane.orderKey(event),
  isTest: false,
  body: null,
})

/** A row without an attempt. It is due at once when what held it has ended meanwhile. */
function writeHeld({ db, now }: Tx, { lane, held }: HeldEvent, oldest: number): void {
  if (held.seq < oldest) return
  const orderKey = lane.orderKey(held)
  const isHeld = orderKey !== null && (lane.isSending(orderKey) || isRecordWaiting(db, lane.webhookId, orderKey))
  insertDelivery(db, {
    ...identityOf(lane, held),
    status: 'pending',
    failureReason: null,
    attemptNumber: 0,
    scheduledAttempts: 0,
    nextAttemptAt: isHeld ? null : now,
    responseStatus: null,
    responseTimeMs: null,
    deliveredAt: null,
    createdAt: now,
  })
}

type DeliveryState = ReturnType<typeof deliveryState>

/** What came of an attempt, to be written. */
export const resultOf = (lane: Lane, attempt: Attempt, verdict: Verdict, of: AttemptResult['of']): AttemptResult => ({
  lane,
  attempt: keptAttempt(attempt),
  state: deliveryState(attempt, verdict),
  verdict,
  of,
})

/** What a delivery's row says after an attempt. */
const deliveryState = (attempt: Attempt, verdict: Verdict) => ({
  status: verdict.status,
  failureReason: verdict.status === 'failed' ? verdict.reason : null,
  attemptNumber: attempt.attemptNumber,
  nextAttemptAt: verdict.status === 'pending' ? isoTime(verdict.nextAttemptAt) : null,
  responseStatus: attempt.result.status,
  responseTimeMs: responseTimeMs(attempt),
  deliveredAt: verdict.status === 'delivered' ? isoTime(attempt.endedAt) : null,
})
