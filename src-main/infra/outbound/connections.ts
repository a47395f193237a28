import type { Socket } from 'node:net'
import { type buildConnector, Client, type Dispatcher, errors } from 'undici'
import type { ConnectionMarks } from './outbound-timing.ts'

/** One connection, which carries one exchange at a time, with the times of its making. */
export interface Connection {
  readonly client: Client
  readonly marks: ConnectionMarks
}

/** An exchange as it waits for a connection and goes over it; it calls `free` once undici has ended it. */
export interface Carried extends Dispatcher.DispatchHandler {
  readonly options: Dispatcher.DispatchOptions
  readonly carriedBy: (connection: Connection, connections: Connections) => void
  readonly fail: (error: unknown) => void
}

export interface ConnectionsOptions {
  readonly origin: string
  readonly connect: buildConnector.connector
  /** Most at a time; what comes beyond them waits for one that is free. */
  readonly max: number
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

/**
 * The kept-alive connections to one origin. NB: undici's `Pool` does the same, but takes 16 KB for each, looks through all of its connections for a
 * free one each time, and does not tell which request went over which connection.
 */
export class Connections {
  readonly #options: ConnectionsOptions
  readonly #all: Connection[] = []
  readonly #idle: Connection[] = []
  readonly #waiting: Carried[] = []

  constructor(options: ConnectionsOptions) {
    this.#options = options
  }

  carry(exchange: Carried): void {
    const connection = this.#idle.pop() ?? (this.#all.length < this.#options.max ? this.#open() : undefined)
    if (connection === undefined) this.#waiting.push(exchange)
    else this.#carryOver(connection, exchange)
  }

  /** Takes a connection back whose exchange has ended. */
  free(connection: Connection): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(connection)
    else this.#carryOver(connection, next)
  }

  /** Ends them once what runs and waits has ended; nothing may come any more. */
  async close(): Promise<void> {
    // NB: one that closes takes nothing more, but finishes what it was given.
    for (const [index, exchange] of this.#waiting.splice(0).entries()) {
      const connection = this.#all[index % this.#all.length]
      if (connection !== undefined) this.#carryOver(connection, exchange)
    }
    await Promise.all(this.#all.map(({ client }) => client.close()))
  }

  /** Ends them now. */
  async destroy(): Promise<void> {
    for (const exchange of this.#waiting.splice(0)) exchange.fail(new errors.ClientDestroyedError())
    await Promise.all(this.#all.map(({ client }) => client.destroy()))
  }

  #carryOver(connection: Connection, exchange: Carried): void {
    exchange.carriedBy(connection, this)
    connection.client.dispatch(exchange.options, exchange)
  }

  #open(): Connection {
    const { origin, connect, now } = this.#options
    const marks: ConnectionMarks = { begunAt: 0, lookedUpAt: null, connectedAt: null, readyAt: null, requests: 0 }
    const client = new Client(origin, { connect: marking(connect, marks, now), pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
    const connection = { client, marks }
    this.#all.push(connection)
    return connection
  }
}

const marking =
  (connect: buildConnector.connector, marks: ConnectionMarks, now: () => number): buildConnector.connector =>
  (options, callback) => {
    Object.assign(marks, { begunAt: now(), lookedUpAt: null, connectedAt: null, readyAt: null, requests: 0 })
    const done: buildConnector.Callback = (...result) => {
      if (result[0] === null) marks.readyAt = now()
      callback(...result)
    }
    // undici returns the socket that it connects, which its types leave out; a refused address has none.
    const socket = connect(options, done) as unknown as Socket | undefined
    socket?.once('lookup', () => {
      marks.lookedUpAt = now()
    })
    socket?.prependOnceListener('connect', () => {
      marks.connectedAt = now()
    })
  }
