import { errors } from 'undici'
import { tlsSentence } from './tls-failure.ts'

/** Why an outbound call did not get an answer that it can use. */
export const outboundErrorKinds = [
  'address',
  'dns',
  'refused',
  'connect',
  'proxy',
  'tls',
  'reset',
  'timeout',
  'protocol',
  'redirect',
  'http',
  'aborted',
] as const
export type OutboundErrorKind = (typeof outboundErrorKinds)[number]

export interface OutboundError {
  readonly kind: OutboundErrorKind
  readonly message: string
}

/** The name was moved to, or the URL names, an address that is not called. */
export class ForbiddenAddressError extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
}

/** The proxy did not connect to what it was asked for. */
export class ProxyError extends Error {
  readonly code = 'PROXY_FAILED'
}

/** The codes of Node (net, dns, tls) and of undici, by what they mean to an admin. */
const kindsByCode: readonly (readonly [RegExp, OutboundErrorKind])[] = [
  [/^FORBIDDEN_ADDRESS$/, 'address'],
  [/^PROXY_FAILED$/, 'proxy'],
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|ETIMEDOUT|EMFILE|ENFILE)$/, 'connect'],
  [/^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO|CRL_|INVALID_CA|ERROR_IN_CERT)/, 'tls'],
  [/^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [/^(?:UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED)$/, 'aborted'],
  [/^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES|UND_ERR_INVALID|UND_ERR_NOT_SUPPORTED)/, 'protocol'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
]

/** How far a call had come. */
interface Progress {
  readonly isTls: boolean
  readonly hasAnswerBegun: boolean
}

/** Says what a failed call means, without internals of ours. */
export function toOutboundError(error: unknown, progress: Progress): OutboundError {
  if (error instanceof AggregateError && error.errors.length > 0) return toOutboundError(error.errors[0], progress)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const kind = kindsByCode.find(([pattern]) => pattern.test(code))?.[1] ?? 'connect'
  const message = sentenceOf(kind, code, error, progress) ?? (error instanceof Error ? error.message : String(error))
  return { kind, message: message.slice(0, 500) || code }
}

function sentenceOf(kind: OutboundErrorKind, code: string, error: unknown, { isTls, hasAnswerBegun }: Progress): string | undefined {
  if (kind === 'tls') return tlsSentence(code)
  if (kind !== 'reset') return undefined
  if (hasAnswerBegun) return 'The receiver closed the connection before its answer was whole.'
  const hasAnsweredBefore = error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0
  // NB: with TLS 1.3 the handshake is over for us before the receiver has looked at our certificate, and all that comes is the end.
  return isTls && !hasAnsweredBefore
    ? 'The receiver closed the connection after the TLS handshake without an answer: it may ask for a client certificate, or not accept the one it got.'
    : 'The receiver closed the connection without an answer.'
}
