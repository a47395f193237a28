/** Why an outbound call did not get an answer that it can use. */
export const outboundErrorKinds = [
  'address',
  'dns',
  'refused',
  'connect',
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

/** The codes of Node (net, dns, tls) and of undici, by what they mean to an admin. */
const kindsByCode: readonly (readonly [RegExp, OutboundErrorKind])[] = [
  [/^FORBIDDEN_ADDRESS$/, 'address'],
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|ETIMEDOUT|EMFILE|ENFILE)$/, 'connect'],
  [/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO|CRL_|INVALID_CA|ERROR_IN_CERT)/, 'tls'],
  [/^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [/^(?:UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED)$/, 'aborted'],
  [/^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES|UND_ERR_INVALID|UND_ERR_NOT_SUPPORTED)/, 'protocol'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
]

/** Says what a failed call means, without internals of ours. */
export function toOutboundError(error: unknown): OutboundError {
  if (error instanceof AggregateError && error.errors.length > 0) return toOutboundError(error.errors[0])
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const kind = kindsByCode.find(([pattern]) => pattern.test(code))?.[1] ?? 'connect'
  const message = error instanceof Error ? error.message : String(error)
  return { kind, message: message.slice(0, 500) || code }
}
