import type { WebSocket } from 'ws'
import type { Locale } from '../../contract/fields.ts'
import type { CredentialSource, Principal } from '../../infra/http/principal.ts'
import type { AppError } from '../../lib/app-error.ts'
import type { Listener } from './event-feed.ts'
import { closeCodes } from './live.contract.ts'
import type { Ending, LiveConnection } from './live-connections.ts'
import type { OutgoingEvent } from './outgoing-event.ts'
import type { Guest } from './rooms.ts'
import { refusalText } from './server-message.ts'

interface SocketOptions {
  readonly socket: WebSocket
  readonly principal: Principal
  readonly source: CredentialSource
  readonly language: Locale
  readonly maxBufferedBytes: number
}

/** The socket of somebody who is known, as its workspace sees it: a connection, a listener and a guest of rooms. */
export class LiveSocket implements LiveConnection, Listener, Guest {
  readonly principal: Principal
  readonly source: CredentialSource
  readonly channels = new Set<string>()
  readonly #socket: WebSocket
  readonly #language: Locale
  readonly #maxBufferedBytes: number

  constructor(options: SocketOptions) {
    this.principal = options.principal
    this.source = options.source
    this.#socket = options.socket
    this.#language = options.language
    this.#maxBufferedBytes = options.maxBufferedBytes
  }

  get actor(): Principal['actor'] {
    return this.principal.actor
  }

  deliver(event: OutgoingEvent): void {
    this.#send(event.message)
  }

  readonly tell = (text: string): void => this.#send(text)

  end(why: Ending): void {
    if (why.kind === 'refused') closeRefused(this.#socket, why.error, this.#language)
    else if (why.kind === 'changed')
      this.#socket.close(closeCodes.credentialChanged, 'What this credential may do has changed; connect again.')
    else this.#socket.close(closeCodes.goingAway, 'Interlock is stopping.')
  }

  /** NB: who does not read is cut at once: a close frame would only wait behind everything else. */
  #send(data: Buffer | string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > this.#maxBufferedBytes) this.#socket.terminate()
    else this.#socket.send(data, { binary: false })
  }
}

/** Says why, then closes. */
export function closeRefused(socket: WebSocket, error: AppError, language: Locale): void {
  if (socket.readyState !== socket.OPEN) return
  socket.send(refusalText(error, { id: null, language }))
  socket.close(closeCodeOf(error), error.code)
}

function closeCodeOf({ status, code }: AppError): number {
  if (code === 'rate_limited' || code === 'overloaded') return closeCodes.rateLimited
  if (status >= 500) return closeCodes.internalError
  return status === 401 ? closeCodes.unauthorized : closeCodes.forbidden
}
