import { type WebSocket, WebSocketServer } from 'ws'
import type { Handshake } from '../../infra/http/handshakes.ts'
import type { CredentialSource, Principal } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import type { LiveLimits } from './live-limits.ts'
import { hasCredential } from './live-source.ts'

/** A socket that is open, and whose it is once that is known. */
export interface OpenedSocket {
  readonly socket: WebSocket
  readonly handshake: Handshake
  /** Undefined for who says in the first message who it is. */
  readonly known: { readonly principal: Principal; readonly source: CredentialSource } | undefined
}

export interface Upgrades {
  readonly accept: (handshake: Handshake) => void
  /** Somebody of this address has said who it is, or is gone. */
  readonly noLongerUnknown: (address: string) => void
}

/** Opens sockets: at once for who brings a credential, a few of each address for who does not. */
export function createUpgrades(limits: LiveLimits, onOpen: (opened: OpenedSocket) => void): Upgrades {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // NB: compressing would cost memory for each client, and the time of each event once a client.
    perMessageDeflate: false,
    maxPayload: limits.maxMessageBytes,
  })
  const unknown = new Map<string, number>()

  function open(handshake: Handshake, known: OpenedSocket['known']): void {
    if (!handshake.socket.writable) return
    server.handleUpgrade(handshake.request, handshake.socket, handshake.head, (socket) => {
      if (known === undefined) unknown.set(handshake.address, (unknown.get(handshake.address) ?? 0) + 1)
      onOpen({ socket, handshake, known })
    })
  }

  async function openKnown(handshake: Handshake): Promise<void> {
    const { source } = handshake
    open(handshake, { principal: await handshake.admit(source), source })
  }

  return {
    accept: (handshake) => {
      if (hasCredential(handshake.source)) openKnown(handshake).catch(handshake.refuse)
      else if ((unknown.get(handshake.address) ?? 0) >= limits.unknownOfAddress) throw tooManyUnknown()
      else open(handshake, undefined)
    },
    noLongerUnknown: (address) => {
      const left = (unknown.get(address) ?? 1) - 1
      if (left === 0) unknown.delete(address)
      else unknown.set(address, left)
    },
  }
}

const tooManyUnknown = (): AppError =>
  new AppError('rate_limited', 'Too many sockets of your address have not said who they are.', {
    retryAfterSeconds: 10,
    details: { fix: 'Send {"type":"authenticate"} as the first message of each, or a key in the header X-API-Key.' },
  })
