import type { MessageRate } from './message-budget.ts'

/** What live connections may take of the server. */
export interface LiveLimits {
  /** Sockets and streams of everybody together. */
  readonly connections: number
  readonly connectionsOfCredential: number
  /** Sockets of one address that have not said who they are. */
  readonly unknownOfAddress: number
  readonly subscriptions: number
  readonly messages: MessageRate
  readonly maxMessageBytes: number
  /** A connection that has not read so many bytes is cut. */
  readonly maxBufferedBytes: number
  /** More events, or more bytes of them, are not sent again: the client loads anew. */
  readonly maxMissed: number
  readonly maxMissedBytes: number
  /** Different people, keys and clients in a room. */
  readonly roomMembers: number
  readonly heartbeatMs: number
  /** How long a socket may take to say who it is. */
  readonly authenticateMs: number
}

export const defaultLiveLimits: LiveLimits = {
  connections: 5_000,
  connectionsOfCredential: 100,
  unknownOfAddress: 20,
  subscriptions: 200,
  messages: { atOnce: 40, perSecond: 20 },
  maxMessageBytes: 16_384,
  maxBufferedBytes: 4_194_304,
  maxMissed: 1_000,
  // NB: half of what may wait, so that a client is never cut for what it asked to have sent again.
  maxMissedBytes: 2_097_152,
  roomMembers: 200,
  heartbeatMs: 25_000,
  authenticateMs: 10_000,
}
