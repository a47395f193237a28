import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OpenStream } from '../../infra/http/bind.ts'
import type { Handshake } from '../../infra/http/handshakes.ts'
import type { Authenticate } from '../../infra/http/principal.ts'
import type { ChannelType } from './channels.ts'
import { openEventStream, type StreamOrder } from './event-stream.ts'
import type { WatchedList } from './list-changes.ts'
import { createLiveConnections } from './live-connections.ts'
import type { LiveLimits } from './live-limits.ts'
import { createLivePlaces } from './live-place.ts'
import type { LiveServices } from './live-services.ts'
import { LiveSession } from './live-session.ts'
import { createUpgrades } from './live-upgrade.ts'

/** WebSockets and streams of server-sent events, for all workspaces. */
export interface Live {
  readonly start: () => void
  /** Takes the handshake of a WebSocket. */
  readonly accept: (handshake: Handshake) => void
  /** @throws AppError `not_found`, `forbidden`, `rate_limited`. */
  readonly openStream: (order: StreamOrder, stream: OpenStream) => void
  /** Tells everybody that the program stops, and cuts who does not go. */
  readonly stop: () => Promise<void>
}

interface LiveOptions {
  /** Resolves a credential again without counting as a use of it. */
  readonly recheck: Authenticate
  readonly onWake: (workspace: Workspace, listener: () => void) => void
  readonly types: readonly ChannelType[]
  readonly lists: readonly WatchedList[]
  readonly limits: LiveLimits
  readonly now: () => number
  readonly monotonicNow: () => number
  readonly newId: (prefix: string) => string
  readonly log: Logger
}

/** How often credentials and lists are looked at, in milliseconds: a revoked one is gone within a second, also when the command line revoked it. */
const lookEveryMs = 400

/** How long clients have to go when the program stops, in milliseconds. */
const graceMs = 1_000
const pollMs = 10

export function createLive(options: LiveOptions): Live {
  const { limits, log, types, lists } = options
  const onError = (error: unknown): void => log.error({ err: error }, 'live channels')
  const connections = createLiveConnections({ ...options, onError })
  const plurals = new Map(types.map(({ recordType, plural }) => [recordType, plural]))
  const places = createLivePlaces({ ...options, plurals, onError })
  const rules = { types, changes: new Map(lists.map(({ name, scope }) => [name, scope])) }
  const services: LiveServices = { ...options, rules, connections, places }
  const sessions = new Set<LiveSession>()
  const timers: NodeJS.Timeout[] = []
  let isStopping = false
  const upgrades = createUpgrades(limits, (opened) => {
    const { noLongerUnknown } = upgrades
    sessions.add(new LiveSession({ ...services, noLongerUnknown, onClosed: (session) => sessions.delete(session) }, opened))
  })

  function look(): void {
    try {
      connections.recheck()
      places.look()
    } catch (error) {
      onError(error)
    }
  }

  return {
    start: () => {
      timers.push(setInterval(look, lookEveryMs).unref())
      timers.push(setInterval(() => sessions.forEach((session) => void session.beat()), limits.heartbeatMs).unref())
    },
    accept: (handshake) => (isStopping ? handshake.socket.destroy() : upgrades.accept(handshake)),
    openStream: (order, stream) => openEventStream(services, order, stream),
    stop: async () => {
      isStopping = true
      for (const timer of timers.splice(0)) clearInterval(timer)
      connections.endAll()
      for (const session of sessions) session.stop()
      for (let waitedMs = 0; sessions.size > 0 && waitedMs < graceMs; waitedMs += pollMs) await delay(pollMs)
      for (const session of sessions) session.cut()
    },
  }
}
