import type { Logger } from 'pino'
import { oldestSeq } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { type Attempt, attemptRow, responseTimeMs } from './deliver.ts'
import { changeDelivery, insertAttempt, insertDelivery } from './deliveries.store.ts'
import type { LoggedEvent } from './event-pages.ts'
import type { Lane } from './lane.ts'
import type { Verdict } from './retry-schedule.ts'
import { announceDisabled } from './webhook-events.ts'
import { changeWebhook, findWebhook, moveCursor } from './webhooks.store.ts'

/** What came of an attempt, waiting to be written. */
export interface AttemptResult {
  readonly lane: Lane
  readonly attempt: Attempt
  readonly verdict: Verdict
  /** The event of a first attempt, or the delivery that was tried again. */
  readonly of:
    | { readonly kind: 'first'; readonly event: LoggedEvent }
    | { readonly kind: 'retry'; readonly deliveryId: number; readonly scheduledAttempts: number }
}

export interface ResultWriter {
  readonly add: (result: AttemptResult) => void
  /** Writes a cursor with the next group, though no result of its webhook may come. */
  readonly addCursor: (lane: Lane) => void
  /** So much waits for the disk that no attempt should begin. */
  readonly isFull: () => boolean
  /** Writes what has come so far; gives up after a failure. */
  readonly close: () => Promise<void>
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
  readonly onWritten: (results: readonly AttemptResult[]) => void
}

/**
 * Writes results in groups: one transaction holds many deliveries, their attempts and the cursors that they allow. A row a transaction would
 * cost more than the sending.
 */
export const createResultWriter = (options: WriterOptions): ResultWriter => new GroupWriter(options)

class GroupWriter implements ResultWriter {
  readonly #options: WriterOptions
  #results: AttemptResult[] = []
  readonly #lanes = new Set<Lane>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isClosed = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  add(result: AttemptResult): void {
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
    const { workspace, log, onWritten } = this.#options
    const group = this.#results
    // NB: read with the group, not when it is written: results that come meanwhile must not move a cursor before they are on disk themselves.
    const cursors = new Map([...this.#lanes, ...group.map(({ lane }) => lane)].map((lane) => [lane, lane.cursor]))
    this.#results = []
    this.#lanes.clear()
    try {
      await workspace.write((tx) => writeResults(tx, group, cursors), { actor: systemActor, isRepeatable: true })
    } catch (error) {
      log.error({ err: error, results: group.length }, 'webhook results could not be written')
      return this.#keep(group, [...cursors.keys()], error)
    }
    onWritten(group)
  }

  /** NB: cursors must not pass a result that is not on disk, so a refused group comes first again; one that is wrong in itself is let go. */
  async #keep(group: readonly AttemptResult[], moved: readonly Lane[], error: unknown): Promise<void> {
    const { workspace, log, onWritten } = this.#options
    for (const lane of moved) this.#lanes.add(lane)
    const waiting = error instanceof AppError ? group : await writeEach(workspace, group, log)
    this.#results = [...waiting, ...this.#results]
    onWritten(group.filter((result) => !waiting.includes(result)))
    if (!this.#isClosed) await new Promise((resolve) => setTimeout(resolve, repeatDelayMs))
  }
}

/** Writes results one by one and logs those that cannot be. @returns those that could not for now. */
async function writeEach(workspace: Workspace, group: readonly AttemptResult[], log: Logger): Promise<AttemptResult[]> {
  const waiting: AttemptResult[] = []
  for (const result of group) {
    try {
      await workspace.write((tx) => writeResult(tx, result, oldestSeq(tx.db)), { actor: systemActor })
    } catch (error) {
      if (error instanceof AppError) waiting.push(result)
      else log.error({ err: error, webhook: result.lane.webhookId, delivery: result.of }, 'webhook result is lost')
    }
  }
  return waiting
}

function writeResults(tx: Tx, group: readonly AttemptResult[], cursors: ReadonlyMap<Lane, number>): void {
  const { db } = tx
  const oldest = oldestSeq(db)
  for (const result of group) writeResult(tx, result, oldest)
  for (const [lane, cursor] of cursors) {
    if (cursor === lane.savedCursor) continue
    moveCursor(db, lane.webhookId, cursor)
    tx.afterCommit(() => {
      lane.savedCursor = cursor
    })
  }
}

/** NB: an event or a delivery that was removed while it was being sent leaves nothing: the sandbox was reset meanwhile. */
function writeResult(tx: Tx, { lane, attempt, verdict, of }: AttemptResult, oldest: number): void {
  const { db, now } = tx
  const state = deliveryState(attempt, verdict)
  if (of.kind === 'first') {
    const { seq, id, event, recordKey } = of.event
    if (seq < oldest) return
    const identity = { webhookId: lane.webhookId, eventSeq: seq, eventId: id, eventType: event, recordKey, isTest: false, testBody: null }
    const deliveryId = insertDelivery(db, { ...identity, ...state, scheduledAttempts: 1, createdAt: now })
    if (deliveryId !== undefined) insertAttempt(db, attemptRow(attempt, deliveryId, false))
  } else {
    if (!changeDelivery(db, of.deliveryId, { ...state, scheduledAttempts: of.scheduledAttempts })) return
    insertAttempt(db, attemptRow(attempt, of.deliveryId, false))
  }
  if (verdict.status === 'failed' && verdict.isGone) disable(tx, lane.webhookId)
}

/** NB: several answers that say so may come together. */
function disable(tx: Tx, webhookId: number): void {
  if (findWebhook(tx.db, webhookId)?.isActive !== true) return
  const disabled = changeWebhook(tx.db, webhookId, { isActive: false, disabledReason: 'gone', updatedAt: tx.now })
  if (disabled !== undefined) announceDisabled(tx, disabled)
}

/** What a delivery's row says after an attempt. */
const deliveryState = (attempt: Attempt, verdict: Verdict) => ({
  status: verdict.status,
  attemptNumber: attempt.attemptNumber,
  nextAttemptAt: verdict.status === 'pending' ? isoTime(verdict.nextAttemptAt) : null,
  responseStatus: attempt.result.status,
  responseTimeMs: responseTimeMs(attempt),
  deliveredAt: verdict.status === 'delivered' ? isoTime(attempt.endedAt) : null,
})
