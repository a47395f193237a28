import { matchesEvent } from '../../contract/event-definition.ts'
import type { Endpoint } from './deliver.ts'
import { type EventPage, type LoggedEvent, noEvents } from './event-pages.ts'
import type { FailureRun } from './failure-run.ts'
import { Pace, type PaceLimits } from './pace.ts'

/** Most events of one webhook that are sent but not yet on disk; bounds memory and what is sent twice after a crash. */
const maxOutstanding = 1_024

/** Most first attempts of one webhook at a time. */
const maxWindow = 32

/** Most retries of one webhook at a time. */
export const maxRetrying = 8

/** A webhook whose events are rare saves its place each time it has passed this many others. */
export const cursorSlack = 512

/** Most deliveries of one webhook that wait to be tried again; what comes after them waits in the log, where it takes no room of its own. */
const maxPending = 10_000

/** Most events that a webhook looks at before others have their turn. */
const maxScanned = 512

/** A first attempt that was begun; `isDone` once its result waits to be written. */
export interface Entry {
  readonly seq: number
  isDone: boolean
}

/** An event whose turn has come; held when the order of its record's events lets it not be sent yet. */
export interface Begun {
  readonly entry: Entry
  readonly event: LoggedEvent
  readonly isHeld: boolean
}

/** What a lane asks for while it goes through the log. */
export interface LaneSource {
  readonly after: (seq: number) => EventPage
  /** Whether a delivery of the record waits already. */
  readonly isWaiting: (webhookId: number, orderKey: string) => boolean
}

/** The settings of a webhook that its lane needs. */
export interface LaneSettings {
  readonly endpoint: Endpoint
  readonly events: readonly string[]
  /** Of the events that it is meant to get, those that it wants. */
  readonly filter: ((event: LoggedEvent) => boolean) | undefined
  /** Makes the body; undefined where the event is sent as the log has it. @throws TemplateError */
  readonly compose: ((event: LoggedEvent) => string) | undefined
  readonly retryCount: number
  readonly retrySchedule: readonly number[]
  readonly limits: PaceLimits
  readonly isOrdered: boolean
  readonly isActive: boolean
  /** Disabled because nothing arrived; it is tried now and then. */
  readonly isProbed: boolean
}

/** How far one webhook has come in the log, what is on its way, and how much it may send. Owned and driven by the dispatcher. */
export class Lane {
  readonly webhookId: number
  settings: LaneSettings
  /** Deliveries that are being sent again; no second attempt begins meanwhile. */
  readonly busy = new Set<number>()
  /** When its next retry is due, milliseconds; Infinity when none is. */
  dueAt = Number.POSITIVE_INFINITY
  /** When its pace lets it go on, milliseconds; Infinity when that is not what it waits for. */
  pacedUntil = Number.POSITIVE_INFINITY
  /** Its deliveries that wait to be tried again. */
  pending: number
  readonly pace: Pace
  readonly failures: FailureRun
  savedCursor: number
  #position: number
  #entries: Entry[] = []
  #inFlight = 0
  #unsaved = 0
  #window = 2
  #page = noEvents
  #index = 0
  #isMeant = new Map<string, boolean>()
  /** By record, where order is kept: events that were begun and are not on disk yet. */
  readonly #begunOf = new Map<string, number>()
  /** Records, where order is kept, with a first attempt that is not on disk yet. */
  readonly #sending = new Set<string>()
  readonly #recorded: Set<number>

  /** @param recorded events after the cursor that have a row already. */
  constructor(options: {
    webhookId: number
    settings: LaneSettings
    cursor: number
    recorded: Iterable<number>
    pending: number
    failures: FailureRun
  }) {
    this.webhookId = options.webhookId
    this.failures = options.failures
    this.settings = options.settings
    this.pace = new Pace(options.settings.limits)
    this.pending = options.pending
    this.savedCursor = options.cursor
    this.#position = options.cursor
    this.#recorded = new Set(options.recorded)
  }

  change(settings: LaneSettings): void {
    this.settings = settings
    this.pace.limits = settings.limits
    this.#isMeant.clear()
  }

  /** Attempts that run. */
  get running(): number {
    return this.#inFlight + this.busy.size
  }

  /** Every event up to here is recorded, or waits in the results that are written together with this. */
  get cursor(): number {
    while (this.#entries[0]?.isDone === true) this.#entries.shift()
    const first = this.#entries[0]
    return first === undefined ? this.#position : first.seq - 1
  }

  /** Every event up to here was begun or passed over. */
  get position(): number {
    return this.#position
  }

  /** Nothing of it is on its way, to its receiver or to the disk. */
  get isSettled(): boolean {
    return this.#unsaved === 0 && this.#inFlight === 0
  }

  /** Passes over what was not begun, up to an event. */
  skipTo(seq: number): void {
    this.#position = Math.max(this.#position, seq)
    this.forgetEvents()
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.#window && Math.max(this.#unsaved, this.#entries.length) < maxOutstanding && this.pending < maxPending
  }

  /** The next events to send, at most `max`, each with its entry; `isCut` when there may be more to look at right now. */
  take(max: number, source: LaneSource): { begun: Begun[]; isCut: boolean } {
    const begun: Begun[] = []
    for (let scanned = 0; scanned < maxScanned; scanned += 1) {
      if (!this.hasRoom) return { begun, isCut: false }
      if (begun.length === max) return { begun, isCut: true }
      const event = this.#next(source.after)
      if (event === undefined) return { begun, isCut: false }
      this.#position = event.seq
      if (!this.#concerns(event)) continue
      begun.push(this.#begin(event, source))
    }
    return { begun, isCut: true }
  }

  #begin(event: LoggedEvent, { isWaiting }: LaneSource): Begun {
    const isHeld = this.settings.isOrdered && this.#isBehind(orderKeyOf(event), isWaiting)
    if (this.settings.isOrdered && !isHeld) this.#sending.add(orderKeyOf(event))
    const entry = { seq: event.seq, isDone: isHeld }
    this.#entries.push(entry)
    this.#unsaved += 1
    if (!isHeld) this.#inFlight += 1
    return { entry, event, isHeld }
  }

  /** Whether an earlier event of the record is on its way or waits; books this one. */
  #isBehind(orderKey: string, isWaiting: LaneSource['isWaiting']): boolean {
    const begun = this.#begunOf.get(orderKey) ?? 0
    this.#begunOf.set(orderKey, begun + 1)
    return begun > 0 || isWaiting(this.webhookId, orderKey)
  }

  /** Books, in the transaction that writes it, what came of a record's first attempt. */
  sent(orderKey: string): void {
    this.#sending.delete(orderKey)
  }

  /** Whether a first attempt of the record is on its way, or its result to the disk. */
  isSending(orderKey: string): boolean {
    return this.#sending.has(orderKey)
  }

  /** What its record is held by, where the order of events is kept; else null. */
  orderKey(event: LoggedEvent): string | null {
    return this.settings.isOrdered ? orderKeyOf(event) : null
  }

  /** Drops what was read of the log and not begun; its place in the log stays. */
  forgetEvents(): void {
    this.#page = noEvents
    this.#index = 0
  }

  /** Books a first attempt's end. An endpoint that answers gets more at a time, one that fails less. */
  finish(entry: Entry, isDelivered: boolean): void {
    entry.isDone = true
    this.#inFlight -= 1
    this.#window = isDelivered ? Math.min(maxWindow, this.#window + 1) : Math.max(1, this.#window >> 1)
  }

  /** Books that what became of an event is on disk. */
  saved(event: LoggedEvent): void {
    this.#unsaved -= 1
    if (this.#begunOf.size === 0) return
    const orderKey = orderKeyOf(event)
    const left = (this.#begunOf.get(orderKey) ?? 0) - 1
    if (left > 0) this.#begunOf.set(orderKey, left)
    else this.#begunOf.delete(orderKey)
  }

  #next(after: (seq: number) => EventPage): LoggedEvent | undefined {
    const row = this.#page.rows[this.#index]
    if (row !== undefined) {
      this.#index += 1
      return row
    }
    this.#page = after(this.#position)
    const index = this.#page.rows.findIndex((one) => one.seq > this.#position)
    this.#index = index === -1 ? this.#page.rows.length : index + 1
    return index === -1 ? undefined : this.#page.rows[index]
  }

  #concerns(event: LoggedEvent): boolean {
    return !this.#recorded.delete(event.seq) && this.#isWanted(event)
  }

  /** Whether an event concerns it that it has not begun. */
  readonly wants = (event: LoggedEvent): boolean => !this.#recorded.has(event.seq) && this.#isWanted(event)

  #isWanted(event: LoggedEvent): boolean {
    const { events, filter } = this.settings
    let isMeant = this.#isMeant.get(event.event)
    if (isMeant === undefined) {
      isMeant = events.some((pattern) => matchesEvent(pattern, event.event))
      this.#isMeant.set(event.event, isMeant)
    }
    return isMeant && (filter === undefined || filter(event))
  }
}

/** The record of an event: its type is the event's name up to the last dot. */
const orderKeyOf = ({ event, recordKey }: Pick<LoggedEvent, 'event' | 'recordKey'>): string =>
  `${event.slice(0, event.lastIndexOf('.'))}/${recordKey}`
