import type { Socket } from 'node:net'
import { type buildConnector, Client, type Dispatcher } from 'undici'
import type { ConnectionMarks } from './outbound-timing.ts'

/** What is told which connection it goes over. */
export interface TimedOptions extends Dispatcher.DispatchOptions {
  readonly onConnection: (connection: ConnectionMarks) => void
}

interface TimedClientOptions {
  readonly options: object
  readonly connect: buildConnector.connector
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

/** One connection of a pool, with the times of its making. NB: undici's own channels tell of them too, but not for which request. */
export class TimedClient extends Client {
  readonly #connection: ConnectionMarks

  constructor(origin: URL, { options, connect, now }: TimedClientOptions) {
    const connection: ConnectionMarks = { begunAt: 0, lookedUpAt: null, connectedAt: null, readyAt: null, requests: 0 }
    super(origin, { ...options, connect: timed(connect, connection, now) })
    this.#connection = connection
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (isTimed(options)) options.onConnection(this.#connection)
    return super.dispatch(options, handler)
  }
}

const isTimed = (options: Dispatcher.DispatchOptions): options is TimedOptions => 'onConnection' in options

const timed =
  (connect: buildConnector.connector, connection: ConnectionMarks, now: () => number): buildConnector.connector =>
  (options, callback) => {
    Object.assign(connection, { begunAt: now(), lookedUpAt: null, connectedAt: null, readyAt: null, requests: 0 })
    const done: buildConnector.Callback = (...result) => {
      if (result[0] === null) connection.readyAt = now()
      callback(...result)
    }
    // undici returns the socket that it connects, which its types leave out; a refused address has none.
    const socket = connect(options, done) as unknown as Socket | undefined
    socket?.once('lookup', () => {
      connection.lookedUpAt = now()
    })
    socket?.prependOnceListener('connect', () => {
      connection.connectedAt = now()
    })
  }
