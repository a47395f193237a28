import { matchesEvent } from '../../contract/event-definition.ts'
import type { Endpoint } from './deliver.ts'
import { type EventPage, type LoggedEvent, noEvents } from './event-pages.ts'

/** Most events of one webhook that are sent but not yet on disk; bounds memory and what is sent twice after a crash. */
const maxOutstanding = 1_024

/** Most first attempts of one webhook at a time. */
const maxWindow = 32

/** Most retries of one webhook at a time. */
export const maxRetrying = 8

/** Most events that a webhook looks at before others have their turn. */
const maxScanned = 512

/** A first attempt that was begun; `isDone` once its result waits to be written. */
export interface Entry {
  readonly seq: number
  isDone: boolean
}

/** The settings of a webhook that its lane needs. */
export interface LaneSettings {
  readonly endpoint: Endpoint
  readonly events: readonly string[]
  readonly retryCount: number
  readonly isActive: boolean
}

/** How far one webhook has come in the log, what is on its way, and how much it may send. Owned and driven by the dispatcher. */
export class Lane {
  readonly webhookId: number
  settings: LaneSettings
  /** Deliveries that are being sent again; no second attempt begins meanwhile. */
  readonly busy = new Set<number>()
  /** When its next retry is due, milliseconds; Infinity when none is. */
  dueAt = Number.POSITIVE_INFINITY
  savedCursor: number
  #position: number
  #entries: Entry[] = []
  #inFlight = 0
  #unsaved = 0
  #window = 2
  #page = noEvents
  #index = 0
  #isMeant = new Map<string, boolean>()
  readonly #recorded: Set<number>

  /** @param recorded events after the cursor that have a row already. */
  constructor(options: { webhookId: number; settings: LaneSettings; cursor: number; recorded: Iterable<number> }) {
    this.webhookId = options.webhookId
    this.settings = options.settings
    this.savedCursor = options.cursor
    this.#position = options.cursor
    this.#recorded = new Set(options.recorded)
  }

  change(settings: LaneSettings): void {
    this.settings = settings
    this.#isMeant.clear()
  }

  /** Every event up to here is recorded, or waits in the results that are written together with this. */
  get cursor(): number {
    while (this.#entries[0]?.isDone === true) this.#entries.shift()
    const first = this.#entries[0]
    return first === undefined ? this.#position : first.seq - 1
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.#window && Math.max(this.#unsaved, this.#entries.length) < maxOutstanding
  }

  /** The next events to send, at most `max`, each with its entry; `isCut` when there may be more to look at right now. */
  take(max: number, after: (seq: number) => EventPage): { begun: { entry: Entry; event: LoggedEvent }[]; isCut: boolean } {
    const begun: { entry: Entry; event: LoggedEvent }[] = []
    for (let scanned = 0; scanned < maxScanned; scanned += 1) {
      if (!this.hasRoom) return { begun, isCut: false }
      if (begun.length === max) return { begun, isCut: true }
      const event = this.#next(after)
      if (event === undefined) return { begun, isCut: false }
      this.#position = event.seq
      if (!this.#concerns(event)) continue
      const entry = { seq: event.seq, isDone: false }
      this.#entries.push(entry)
      this.#inFlight += 1
      this.#unsaved += 1
      begun.push({ entry, event })
    }
    return { begun, isCut: true }
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

  /** Books that the result of a first attempt is on disk. */
  saved(): void {
    this.#unsaved -= 1
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
    if (this.#recorded.delete(event.seq)) return false
    const known = this.#isMeant.get(event.event)
    if (known !== undefined) return known
    const isMeant = this.settings.events.some((pattern) => matchesEvent(pattern, event.event))
    this.#isMeant.set(event.event, isMeant)
    return isMeant
  }
}
