import type { Dispatcher } from 'undici'
import { type Carried, type Connection, Connections } from './connections.ts'
import { guardedConnector } from './guarded-connector.ts'
import { type OutboundError, toOutboundError } from './outbound-error.ts'
import { type OutboundTiming, timingOf } from './outbound-timing.ts'
import type { OutboundWay } from './outbound-way.ts'
import { proxiedConnector } from './proxied-connector.ts'
import { type Resolve, systemResolve } from './resolve.ts'

export interface OutboundRequest {
  /** Whose connections to use. Callers share none, so that one that hangs cannot take another's. */
  readonly lane: string
  /** How they go out; ends those that went another way. */
  readonly way: OutboundWay
  readonly origin: string
  /** Path with query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** For everything: waiting for a connection, connecting, sending, the whole answer. */
  readonly timeoutMs: number
}

/** Of any method; how much of an answer is read is the caller's choice. */
export interface AnyOutboundRequest extends OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly maxBytes: number
}

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** What came back; with an error, whatever had come until then. */
export interface OutboundResult {
  readonly status: number | null
  readonly headers: ResponseHeaders | null
  readonly body: string
  /** The body was longer than what is read of one; the rest was not read. */
  readonly isBodyCut: boolean
  readonly error: OutboundError | null
  readonly timing: OutboundTiming
}

interface OutboundClientOptions {
  readonly resolve?: Resolve
  /** Milliseconds that only go forward. */
  readonly monotonicNow: () => number
}

export interface OutboundClient {
  /** Posts once, follows nothing, never rejects. */
  readonly post: (request: OutboundRequest) => Promise<OutboundResult>
  /** The same with any method. */
  readonly send: (request: AnyOutboundRequest) => Promise<OutboundResult>
  /** Ends a lane's connections; what runs on them ends as `aborted`. */
  readonly drop: (lane: string) => void
  /** Ends all of them. */
  readonly close: () => Promise<void>
}

/** How much of the answer to a post is read, in bytes. */
export const maxResponseBytes = 64 * 1024

/** Most connections of one lane. */
const maxConnections = 48

interface Lane {
  readonly origin: string
  readonly way: OutboundWay
  readonly connections: Connections
  /** Those before, which finish what runs on them. */
  readonly retired: Set<Connections>
}

/** HTTP for everything that leaves the machine: kept-alive connections, each lane's own, to guarded addresses only. */
export function createOutboundClient({ resolve = systemResolve, monotonicNow: now }: OutboundClientOptions): OutboundClient {
  const lanes = new Map<string, Lane>()

  function connectionsOf({ lane, origin, way }: OutboundRequest): Connections {
    const known = lanes.get(lane)
    if (known?.origin === origin && known.way === way) return known.connections
    const { proxy } = way.company
    const connect = proxy === null ? guardedConnector(way, resolve) : proxiedConnector(way, proxy, resolve)
    const connections = new Connections({ origin, connect, max: maxConnections, now })
    const retired = known === undefined ? new Set<Connections>() : retire(known)
    lanes.set(lane, { origin, way, connections, retired })
    return connections
  }

  function send(request: OutboundRequest, method: AnyOutboundRequest['method'], maxBytes: number): Promise<OutboundResult> {
    return new Promise((settle) => {
      const exchange = new Exchange(request, { method, now, maxBytes, settle })
      try {
        connectionsOf(request).carry(exchange)
      } catch (error) {
        exchange.fail(error)
      }
    })
  }

  return {
    post: (request) => send(request, 'POST', maxResponseBytes),
    send: (request) => send(request, request.method, request.maxBytes),
    drop: (lane) => {
      const known = lanes.get(lane)
      lanes.delete(lane)
      if (known !== undefined) void destroy(known)
    },
    close: async () => {
      const open = [...lanes.values()]
      lanes.clear()
      await Promise.all(open.map(destroy))
    },
  }
}

function retire({ connections, retired }: Lane): Set<Connections> {
  retired.add(connections)
  void connections.close().then(() => retired.delete(connections))
  return retired
}

const destroy = ({ connections, retired }: Lane): Promise<unknown> => Promise.all([connections, ...retired].map((one) => one.destroy()))

interface ExchangeOptions {
  readonly method: AnyOutboundRequest['method']
  readonly now: () => number
  readonly maxBytes: number
  readonly settle: (result: OutboundResult) => void
}

/** One exchange as undici reports it: settles once, with the answer or as much of it as is read, or the reason why there is none. */
class Exchange implements Carried {
  readonly options: Dispatcher.DispatchOptions
  #connections: Connections | undefined
  readonly #settle: (result: OutboundResult) => void
  readonly #timer: NodeJS.Timeout
  readonly #isTls: boolean
  #controller: Dispatcher.DispatchController | undefined
  #status: number | null = null
  #headers: ResponseHeaders | null = null
  #chunks: Buffer[] = []
  #length = 0
  #isSettled = false
  readonly #maxBytes: number
  readonly #now: () => number
  readonly #startedAt: number
  #sentAt: number | null = null
  #headAt: number | null = null
  #connection: Connection | undefined
  #isReused = false

  constructor({ path, headers, body, timeoutMs, origin }: OutboundRequest, { method, now, maxBytes, settle }: ExchangeOptions) {
    this.options = { path, method, headers, body: body.length === 0 && method === 'GET' ? null : body }
    this.#settle = settle
    this.#maxBytes = maxBytes
    this.#now = now
    this.#startedAt = now()
    this.#isTls = origin.startsWith('https:')
    this.#timer = setTimeout(() => {
      this.#finish({ kind: 'timeout', message: `No whole answer within ${timeoutMs / 1000} s.` })
      this.#controller?.abort(new Error('timeout'))
    }, timeoutMs)
  }

  carriedBy(connection: Connection, connections: Connections): void {
    this.#connection = connection
    this.#connections = connections
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#sentAt = this.#now()
    if (this.#connection !== undefined) {
      this.#isReused = this.#connection.marks.requests > 0
      this.#connection.marks.requests += 1
    }
    if (this.#isSettled) controller.abort(new Error('timeout'))
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    this.#headAt ??= this.#now()
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length <= this.#maxBytes) return
    this.#finish(null)
    controller.abort(new Error('the rest is not read'))
  }

  onResponseEnd(): void {
    this.#free()
    this.#finish(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#free()
    this.fail(error)
  }

  #free(): void {
    if (this.#connection !== undefined) this.#connections?.free(this.#connection)
  }

  fail(error: unknown): void {
    this.#finish(toOutboundError(error, { isTls: this.#isTls, hasAnswerBegun: this.#status !== null }))
  }

  #finish(error: OutboundError | null): void {
    if (this.#isSettled) return
    this.#isSettled = true
    clearTimeout(this.#timer)
    const body = this.#length === 0 ? '' : Buffer.concat(this.#chunks, Math.min(this.#length, this.#maxBytes)).toString('utf8')
    this.#chunks = []
    const isBodyCut = this.#length > this.#maxBytes
    this.#settle({ status: this.#status, headers: this.#headers, body, isBodyCut, error, timing: this.#timing() })
  }

  #timing(): OutboundTiming {
    const [startedAt, sentAt, headAt, isReused] = [this.#startedAt, this.#sentAt, this.#headAt, this.#isReused]
    // What was begun before is of an earlier exchange: nothing was begun for this one, whose address was refused.
    const marks = this.#connection?.marks
    const own = marks !== undefined && marks.begunAt >= startedAt ? marks : undefined
    return timingOf({ startedAt, sentAt, headAt, endedAt: this.#now(), isReused }, own, this.#isTls)
  }
}
