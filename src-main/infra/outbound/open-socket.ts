import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { judgeAddress } from './address-verdict.ts'
import { connectTimeoutMs, guardedLookup, refusal } from './guarded-connector.ts'
import type { OutboundWay } from './outbound-way.ts'
import { isOwnAddress } from './own-addresses.ts'
import { tunnelTo } from './proxied-connector.ts'
import { type Resolve, systemResolve } from './resolve.ts'
import { secureContextOf } from './secure-context.ts'

export interface SocketOptions {
  readonly way: OutboundWay
  readonly host: string
  readonly port: number
  /** What is said over it will be encrypted. Without that the same holds as for plain http. */
  readonly isSecured: boolean
  readonly resolve?: Resolve
}

/**
 * A TCP connection for a protocol that is not HTTP, to guarded addresses only and through the company's proxy, as far as it is not excepted.
 * @throws the error of Node, ForbiddenAddressError or ProxyError; `toOutboundError` says what it means.
 */
export async function openSocket({ way, host, port, isSecured, resolve = systemResolve }: SocketOptions): Promise<Socket> {
  const tunnel = await tunnelTo({ way, host, port, isSecured, resolve })
  if (tunnel !== undefined) return tunnel
  const terms = { ...way, isOwnAddress }
  // NB: Node asks no lookup for an address.
  const verdict = isIP(host) === 0 ? 'allowed' : judgeAddress(host, isSecured, terms)
  if (verdict !== 'allowed') throw refusal(host, host, verdict)
  const socket = connect({ host, port, lookup: guardedLookup(resolve, terms, isSecured) })
  return ready(socket, 'connect')
}

/** TLS over a connection. @throws the error of Node; `ETIMEDOUT` when the other side never finishes. */
export async function secureSocket(socket: Socket, { way, host }: Pick<SocketOptions, 'way' | 'host'>): Promise<TLSSocket> {
  const secured = connectTls({ socket, ...(isIP(host) === 0 ? { servername: host } : { host }), secureContext: secureContextOf(way) })
  return ready(secured, 'secureConnect')
}

/** A socket once it has come so far. */
async function ready<One extends Socket>(socket: One, event: 'connect' | 'secureConnect'): Promise<One> {
  const { promise, resolve, reject } = Promise.withResolvers<One>()
  const late = Object.assign(new Error(`Not ready within ${connectTimeoutMs / 1_000} s.`), { code: 'ETIMEDOUT' })
  const timer = setTimeout(() => socket.destroy(late), connectTimeoutMs)
  const closed = (): void => reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }))
  socket.once(event, () => resolve(socket)).once('error', reject)
  socket.once('close', closed)
  return promise.finally(() => {
    clearTimeout(timer)
    socket.off('error', reject).off('close', closed)
  })
}
