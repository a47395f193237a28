import type { RawData } from 'ws'
import { toAppError } from '../../infra/http/errors.ts'
import { AppError } from '../../lib/app-error.ts'
import { type ClientMessage, closeCodes } from './live.contract.ts'
import { LiveProtocol } from './live-protocol.ts'
import type { LiveServices } from './live-services.ts'
import { closeRefused, LiveSocket } from './live-socket.ts'
import { claimed } from './live-source.ts'
import type { OpenedSocket } from './live-upgrade.ts'
import { createMessageBudget } from './message-budget.ts'
import { idOf, parseJson, parseMessage } from './parse-message.ts'
import { messageText, refusalText } from './server-message.ts'

type Known = NonNullable<OpenedSocket['known']>
type Claims = Extract<ClientMessage, { readonly type: 'authenticate' }>

interface SessionOptions extends LiveServices {
  readonly noLongerUnknown: (address: string) => void
  readonly onClosed: (session: LiveSession) => void
}

/** One socket from its opening to its end: unknown at first, unless its handshake said who it is. */
export class LiveSession {
  readonly #services: SessionOptions
  readonly #opened: OpenedSocket
  readonly #mayTakeOne: () => boolean
  #state: 'unknown' | 'checking' | 'closed' | { readonly socket: LiveSocket; readonly protocol: LiveProtocol } = 'unknown'
  #deadline: NodeJS.Timeout | undefined
  #isAlive = true

  constructor(services: SessionOptions, opened: OpenedSocket) {
    this.#services = services
    this.#opened = opened
    this.#mayTakeOne = createMessageBudget(services.limits.messages, services.monotonicNow)
    const { socket, known } = opened
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (this.#mayTakeOne()) this.#take(data, isBinary)
      else this.#refuse(tooManyMessages(services.limits.messages.perSecond))
    })
    socket.on('pong', () => {
      this.#isAlive = true
    })
    socket.on('close', () => this.#close())
    // A client that breaks the protocol is closed by the library; the code says why.
    socket.on('error', () => undefined)
    if (known === undefined) this.#await()
    else this.#begin(known)
  }

  /** Cuts who has not answered the last ping, and pings again. */
  beat(): void {
    const { socket } = this.#opened
    if (!this.#isAlive) socket.terminate()
    this.#isAlive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }

  /** The program stops. */
  stop(): void {
    this.#opened.socket.close(closeCodes.goingAway, 'Interlock is stopping.')
  }

  cut(): void {
    this.#opened.socket.terminate()
  }

  #await(): void {
    const late = (): void => this.#refuse(tooLate())
    this.#deadline = setTimeout(late, this.#services.limits.authenticateMs).unref()
  }

  #take(data: RawData, isBinary: boolean): void {
    const { socket } = this.#opened
    let id: string | null = null
    try {
      if (isBinary) throw new AppError('invalid_request', 'A message is a text frame.', { details: { fix: 'Send JSON in text frames.' } })
      const json = parseJson(data.toString())
      id = idOf(json)
      this.#do(parseMessage(json))
    } catch (error) {
      const known = toAppError(error, this.#services.log, this.#services.newId('req'))
      if (socket.readyState === socket.OPEN) socket.send(refusalText(known, { id, language: this.#opened.handshake.language }))
    }
  }

  #do(message: ClientMessage): void {
    if (typeof this.#state === 'object') this.#state.protocol.take(message)
    else if (this.#state === 'unknown' && message.type === 'authenticate') this.#authenticate(message)
    else throw notKnown()
  }

  #authenticate(claims: Claims): void {
    this.#state = 'checking'
    const { handshake } = this.#opened
    const source = claimed(handshake.source, claims)
    handshake.admit(source).then(
      (principal) => this.#begin({ principal, source }),
      (error) => this.#refuse(error),
    )
  }

  /** NB: the socket is open, so that whatever goes wrong is told on it. */
  #begin(known: Known): void {
    try {
      if (this.#state !== 'closed') this.#welcome(known)
    } catch (error) {
      this.#refuse(error)
    }
  }

  #welcome({ principal, source }: Known): void {
    const { connections, places, limits, newId } = this.#services
    const { handshake } = this.#opened
    const socket = new LiveSocket({ ...this.#opened, principal, source, language: handshake.language, ...limits })
    connections.add(socket)
    this.#knowNow()
    const place = places.of(principal.workspace)
    this.#state = { socket, protocol: new LiveProtocol(this.#services, place, socket) }
    socket.tell(
      messageText({
        type: 'ready',
        connectionId: newId('con'),
        company: principal.workspace.company,
        environment: principal.workspace.environment,
        heartbeatSeconds: limits.heartbeatMs / 1_000,
        maxSubscriptions: limits.subscriptions,
        maxMessageBytes: limits.maxMessageBytes,
        lastEventId: place.feed.lastEventId(),
      }),
    )
  }

  /** It no longer counts as one of its address that is unknown. */
  #knowNow(): void {
    clearTimeout(this.#deadline)
    if (this.#deadline !== undefined) this.#services.noLongerUnknown(this.#opened.handshake.address)
    this.#deadline = undefined
  }

  #refuse(error: unknown): void {
    const { log, newId } = this.#services
    closeRefused(this.#opened.socket, toAppError(error, log, newId('req')), this.#opened.handshake.language)
  }

  #close(): void {
    this.#knowNow()
    const before = this.#state
    this.#state = 'closed'
    this.#services.onClosed(this)
    if (typeof before !== 'object') return
    this.#services.connections.remove(before.socket)
    before.protocol.leave()
  }
}

const notKnown = (): AppError =>
  new AppError('unauthorized', 'This socket has not said who it is.', {
    details: { fix: 'Send {"type":"authenticate"} first, and wait for "ready".' },
  })

const tooLate = (): AppError =>
  new AppError('unauthorized', 'This socket did not say in time who it is.', {
    details: { fix: 'Send {"type":"authenticate"} as soon as the socket is open.' },
  })

const tooManyMessages = (perSecond: number): AppError =>
  new AppError('rate_limited', `A connection may send ${perSecond} messages a second.`, {
    retryAfterSeconds: 1,
    details: { limit: perSecond, fix: 'Name many channels in one message, and send fewer.' },
  })
