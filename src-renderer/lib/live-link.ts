import { fromWire } from '../../src-main/contract/wire.ts'
import { closeCodes, type ServerMessage, serverMessage } from '../../src-main/features/live/live.contract.ts'
import type { Workspace } from './workspace.ts'

export type LiveState = 'connecting' | 'connected' | 'away'

/** What the server says of its own accord. */
export interface LiveListener {
  /** A record changed. */
  readonly onEvent: () => void
  /** A list without events changed, `changes/webhooks`. */
  readonly onChanged: (channel: string) => void
  /** More happened while the link was away than is told one by one. */
  readonly onReload: () => void
  /** The session is over, or may do something else. */
  readonly onCredentialChanged: () => void
}

/** The window's one socket. It connects again by itself, and asks for what happened meanwhile. */
export interface LiveLink {
  readonly state: () => LiveState
  readonly subscribe: (listener: () => void) => () => void
  /** Listens to these channels of a workspace, until the returned function is called. */
  readonly open: (workspace: Workspace, channels: readonly string[]) => () => void
}

interface LinkOptions {
  readonly createSocket: () => WebSocket
  readonly listener: LiveListener
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

const pingEveryMs = 25_000
const answerWithinMs = 10_000
const firstWaitMs = 500
const longestWaitMs = 15_000

/** How long to wait before the next attempt; spread, so that all windows do not come at once when the server is back. */
const waitBefore = (attempt: number, random: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt, 10)) * (0.5 + random / 2)

export function createLiveLink(options: LinkOptions): LiveLink {
  const listeners = new Set<() => void>()
  let state: LiveState = 'connecting'
  const setState = (next: LiveState): void => {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: (workspace, channels) => {
      setState('connecting')
      const line = new Line(options, { workspace, channels, setState })
      return () => line.close()
    },
  }
}

interface Order {
  readonly workspace: Workspace
  readonly channels: readonly string[]
  readonly setState: (state: LiveState) => void
}

/** One workspace's link through as many sockets as it takes. */
class Line {
  readonly #options: LinkOptions
  readonly #order: Order
  #socket: WebSocket | undefined
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastEventId: string | null = null
  #isClosed = false

  constructor(options: LinkOptions, order: Order) {
    this.#options = options
    this.#order = order
    this.#connect()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#socket?.close()
  }

  #connect(): void {
    const socket = this.#options.createSocket()
    const { company, environment } = this.#order.workspace
    this.#socket = socket
    socket.onopen = () => {
      this.#stayAlive()
      this.#send({ type: 'authenticate', environment, ...(company === undefined ? {} : { company }) })
    }
    socket.onmessage = ({ data }) => this.#take(String(data))
    socket.onclose = ({ code }) => this.#lost(code)
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  #take(text: string): void {
    if (this.#isClosed) return
    this.#stayAlive()
    const { data: message } = serverMessage.safeParse(fromWire(serverMessage, JSON.parse(text)))
    // A newer server may say what this window does not know.
    if (message !== undefined) this.#hear(message)
  }

  #hear(message: ServerMessage): void {
    const { listener } = this.#options
    switch (message.type) {
      case 'ready':
        this.#send({
          type: 'subscribe',
          channels: this.#order.channels,
          ...(this.#lastEventId === null ? {} : { after: this.#lastEventId }),
        })
        break
      case 'ack':
        // NB: before the first connection stood, nobody knows what was missed since the pages were loaded.
        if (message.resume === 'reload' || this.#lastEventId === null) listener.onReload()
        this.#know(message.lastEventId)
        this.#attempt = 0
        this.#order.setState('connected')
        break
      case 'event':
        this.#know(message.event.id)
        listener.onEvent()
        break
      case 'changed':
        listener.onChanged(message.channel)
        break
      case 'pong':
        this.#know(message.lastEventId)
        break
      default:
        break
    }
  }

  #know(eventId: string | null): void {
    this.#lastEventId = eventId ?? this.#lastEventId
  }

  /** Pings when it was quiet for a while, and gives the socket up when nothing comes back. */
  #stayAlive(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#send({ type: 'ping' })
      this.#timer = setTimeout(() => this.#socket?.close(), answerWithinMs)
    }, pingEveryMs)
  }

  #lost(code: number): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#order.setState('away')
    if (code === closeCodes.unauthorized || code === closeCodes.forbidden || code === closeCodes.credentialChanged)
      this.#options.listener.onCredentialChanged()
    this.#timer = setTimeout(() => this.#connect(), waitBefore(this.#attempt, this.#options.random()))
    this.#attempt += 1
  }
}
