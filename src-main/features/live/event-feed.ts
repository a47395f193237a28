import { findEvent, newestSeq } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { channelsOf } from './channels.ts'
import type { ReloadReason } from './live.contract.ts'
import { listEventsAfter, newestEventId } from './live-events.store.ts'
import type { LiveLimits } from './live-limits.ts'
import { type LiveEventRow, OutgoingEvent } from './outgoing-event.ts'

/** Who gets events. */
export interface Listener {
  readonly deliver: (event: OutgoingEvent) => void
}

/** What a client has to be told of the time in which it was away. */
export type Missed =
  | { readonly kind: 'nothing_missed' }
  | { readonly kind: 'reload'; readonly reason: ReloadReason }
  | { readonly kind: 'replayed'; readonly events: readonly OutgoingEvent[] }

/** A workspace's events for whoever listens, in the order of the log, from the moment of listening on. */
export interface EventFeed {
  readonly listen: (listener: Listener, channels: Iterable<string>) => void
  readonly unlisten: (listener: Listener, channels: Iterable<string>) => void
  /**
   * What happened on these channels since an event, up to where the feed stands; the feed goes on from there.
   * @param but channels on which the listener got it already.
   */
  readonly missed: (after: string, channels: readonly string[], but: ReadonlySet<string>) => Missed
  /** The last event that was sent to everybody whom it concerns. */
  readonly lastEventId: () => string | null
}

interface FeedOptions {
  readonly workspace: Workspace
  /** Calls after each commit in the workspace. */
  readonly onWake: (listener: () => void) => void
  /** By the type's name on the wire. */
  readonly plurals: ReadonlyMap<string, string>
  readonly limits: Pick<LiveLimits, 'maxMissed' | 'maxMissedBytes'>
  readonly onError: (error: unknown) => void
}

/** Rows read at once. */
const pageSize = 64

/** Most sends in one turn of the event loop: API calls wait meanwhile. */
const sendsATurn = 1_000

export const createEventFeed = (options: FeedOptions): EventFeed => new Feed(options)

class Feed implements EventFeed {
  readonly #options: FeedOptions
  readonly #listeners = new Map<string, Set<Listener>>()
  #page: LiveEventRow[] = []
  #seq = 0
  #lastEventId: string | null = null
  #isScheduled = false

  constructor(options: FeedOptions) {
    this.#options = options
    options.onWake(() => this.#schedule())
  }

  listen(listener: Listener, channels: Iterable<string>): void {
    this.#start()
    for (const channel of channels) {
      const listeners = this.#listeners.get(channel) ?? new Set()
      this.#listeners.set(channel, listeners.add(listener))
    }
  }

  unlisten(listener: Listener, channels: Iterable<string>): void {
    for (const channel of channels) {
      const listeners = this.#listeners.get(channel)
      listeners?.delete(listener)
      if (listeners?.size === 0) this.#listeners.delete(channel)
    }
  }

  missed(after: string, channels: readonly string[], but: ReadonlySet<string>): Missed {
    this.#start()
    const { workspace, limits } = this.#options
    const from = findEvent(workspace.db, after)?.seq
    if (from === undefined) return { kind: 'reload', reason: 'not_kept' }
    if (this.#seq - from > limits.maxMissed) return { kind: 'reload', reason: 'too_many' }
    const isWanted = (row: LiveEventRow): boolean => {
      const own = this.#channelsOf(row)
      return own.some((channel) => channels.includes(channel)) && !own.some((channel) => but.has(channel))
    }
    const rows = listEventsAfter(workspace.db, from, limits.maxMissed).filter((row) => row.seq <= this.#seq && isWanted(row))
    if (rows.length === 0) return { kind: 'nothing_missed' }
    const bytes = rows.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0)
    if (bytes > limits.maxMissedBytes) return { kind: 'reload', reason: 'too_large' }
    return { kind: 'replayed', events: rows.map((row) => new OutgoingEvent(row)) }
  }

  lastEventId(): string | null {
    this.#start()
    return this.#lastEventId
  }

  /** While nobody listens the log is not read; whoever comes begins at its end. */
  #start(): void {
    if (this.#listeners.size > 0) return
    const { db } = this.#options.workspace
    this.#page = []
    this.#seq = newestSeq(db)
    this.#lastEventId = newestEventId(db)
  }

  #schedule(): void {
    if (this.#isScheduled || this.#listeners.size === 0) return
    this.#isScheduled = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isScheduled = false
    try {
      for (let sends = 0; sends < sendsATurn; ) {
        const row = this.#next()
        if (row === undefined) return
        sends += 1 + this.#send(row)
      }
    } catch (error) {
      // A database that cannot be read now: the next commit tries again.
      this.#options.onError(error)
      return
    }
    this.#schedule()
  }

  #next(): LiveEventRow | undefined {
    if (this.#listeners.size === 0) return undefined
    if (this.#page.length === 0) this.#page = listEventsAfter(this.#options.workspace.db, this.#seq, pageSize)
    return this.#page.shift()
  }

  /** @returns to how many. */
  #send(row: LiveEventRow): number {
    this.#seq = row.seq
    this.#lastEventId = row.id
    const sets = this.#channelsOf(row).flatMap((channel) => this.#listeners.get(channel) ?? [])
    // NB: copied, since whoever is cut while it is sent to leaves; and joined, since nobody gets an event twice.
    const listeners = new Set(sets.flatMap((set) => [...set]))
    if (listeners.size === 0) return 0
    const event = new OutgoingEvent(row)
    for (const listener of listeners) listener.deliver(event)
    return listeners.size
  }

  #channelsOf(row: LiveEventRow): string[] {
    return channelsOf(this.#options.plurals.get(row.recordType), row)
  }
}
