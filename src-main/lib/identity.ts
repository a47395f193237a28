import type { ActorType } from '../contract/event-definition.ts'

/** Who caused something: a person, an API key, an OAuth client, or Interlock itself. It goes into events, logs and histories. */
export interface Actor {
  readonly type: ActorType
  readonly id: number
  readonly name: string
}

export const systemActor: Actor = { type: 'system', id: 0, name: 'Interlock' }

/** Time and ids come from the composition root, so that tests can fix them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface IdSource {
  /** A new sortable id, `<prefix>_<ULID>`. */
  readonly newId: (prefix: string) => string
}

/** The one form of a time in the database and on the wire: `2026-11-22T08:40:12.123Z`. */
export const isoTime = (ms: number): string => new Date(ms).toISOString()
