import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import type { WorkspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime } from '../../lib/identity.ts'
import { changeRetention, getRetention, type LogPlace, type RetentionView } from './retention.contract.ts'

interface Kept {
  readonly days: WorkspaceSetting
  readonly kept: (db: Db) => { readonly count: number; readonly oldestAt: string | null }
  /** How many from before a time go. */
  readonly countBefore: (db: Db, time: string) => number
}

interface Events {
  readonly days: WorkspaceSetting
  readonly kept: (db: Db) => {
    readonly count: number
    readonly oldestAt: string | null
    readonly before: (time: string, passedBy: (db: Db) => number) => { readonly going: number; readonly held: number }
  }
  readonly places: (db: Db) => readonly (LogPlace & { readonly seq: number })[]
}

interface RetentionOptions {
  readonly deliveries: Kept
  readonly messages: Kept
  readonly events: Events
  /** The bounds of what waits. */
  readonly backlog: { readonly events: WorkspaceSetting; readonly days: WorkspaceSetting }
  readonly now: () => number
}

const dayMs = 86_400_000

/** Most that are named of those who hold events. */
const maxNamed = 10

/** How long events and deliveries of a workspace are kept. */
export function retentionRoutes({ deliveries, messages, events, backlog, now }: RetentionOptions): BoundRoute[] {
  const before = (days: number): string => isoTime(now() - days * dayMs)

  function eventsOf(db: Db, days: number): RetentionView['events'] {
    const places = [...events.places(db)].sort((one, other) => one.seq - other.seq)
    const slowest = places[0]?.seq ?? 0
    const { count, oldestAt, before: countBefore } = events.kept(db)
    const { going: beyond, held } = countBefore(before(days), () => slowest)
    const heldBy = held === 0 ? [] : places.filter(({ seq }) => seq === slowest).slice(0, maxNamed)
    return { count, oldestAt, beyond, held, heldBy }
  }

  function view(
    db: Db,
    asked: { readonly [Days in 'deliveryDays' | 'eventDays' | 'messageDays']?: number | undefined } = {},
  ): RetentionView {
    const { deliveryDays = deliveries.days.read(db), eventDays = events.days.read(db), messageDays = messages.days.read(db) } = asked
    const keptOf = ({ kept, countBefore }: Kept, days: number) => ({ ...kept(db), beyond: countBefore(db, before(days)) })
    return {
      deliveryDays,
      eventDays,
      messageDays,
      backlogEvents: backlog.events.read(db),
      backlogDays: backlog.days.read(db),
      deliveries: keptOf(deliveries, deliveryDays),
      messages: keptOf(messages, messageDays),
      events: eventsOf(db, eventDays),
    }
  }

  return [
    read(getRetention, ({ principal, query }) => view(principal.workspace.db, query)),
    write(changeRetention, (tx, { body }) => {
      deliveries.days.write(tx.db, body.deliveryDays)
      events.days.write(tx.db, body.eventDays)
      if (body.messageDays !== undefined) messages.days.write(tx.db, body.messageDays)
      backlog.events.write(tx.db, body.backlogEvents)
      backlog.days.write(tx.db, body.backlogDays)
      return view(tx.db)
    }),
  ]
}
