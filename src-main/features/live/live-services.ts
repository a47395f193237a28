import type { Logger } from 'pino'
import type { LiveConnections } from './live-connections.ts'
import type { LiveLimits } from './live-limits.ts'
import type { LivePlaces } from './live-place.ts'
import type { ProtocolOptions } from './live-protocol.ts'

/** What every live connection works with. */
export interface LiveServices extends ProtocolOptions {
  readonly connections: LiveConnections
  readonly places: LivePlaces
  readonly limits: LiveLimits
  readonly newId: (prefix: string) => string
  /** A clock for durations that nobody sets, milliseconds. */
  readonly monotonicNow: () => number
  readonly log: Logger
}
