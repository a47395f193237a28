import type { Socket } from 'node:net'
import { openSocket, secureSocket } from '../../infra/outbound/open-socket.ts'
import { toOutboundError } from '../../infra/outbound/outbound-error.ts'
import type { OutboundWay } from '../../infra/outbound/outbound-way.ts'
import { networkFailure } from './call-step.ts'
import type { SocketTarget } from './connector.ts'
import { ConnectorFailure } from './failure.ts'

/** Connects for a protocol of a connector's own. @throws ConnectorFailure that names the step. */
export const connectTo =
  (way: OutboundWay) =>
  async ({ host, port, security }: SocketTarget): Promise<Socket> => {
    const socket = await openSocket({ way, host, port, isSecured: security !== 'none' }).catch((error) => {
      const { kind, message } = toOutboundError(error, { isTls: false, hasAnswerBegun: false })
      throw networkFailure({ kind, message }, { isTls: false, timing: null, isConnecting: true })
    })
    if (security !== 'tls') return socket
    return secureSocket(socket, { way, host }).catch((error) => {
      socket.destroy()
      throw tlsFailure(error)
    })
  }

/** A TLS handshake that came to nothing. */
function tlsFailure(error: unknown): ConnectorFailure {
  const isHung = error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT'
  const { message } = toOutboundError(error, { isTls: true, hasAnswerBegun: false })
  return new ConnectorFailure(isHung ? 'tls_hung' : 'tls', { step: 'tls', mayHaveArrived: false, detail: message })
}
