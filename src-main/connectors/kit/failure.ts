import { AppError } from '../../lib/app-error.ts'
import type { CallStep, FailureKind } from './connector.contract.ts'
import { type FailureText, failureTexts } from './failure-texts.ts'

/** What a vendor says about a failure, in its own words. */
export interface VendorWords {
  /** HTTP status, or the reply code of another protocol. */
  readonly status: number | null
  /** The vendor's own code, `invalid_grant`, `21211`. */
  readonly code: string | null
  readonly message: string | null
}

interface FailureOptions {
  readonly step: CallStep
  readonly vendor?: VendorWords | undefined
  /** The vendor may have got the request, so that repeating it could do a thing twice. */
  readonly mayHaveArrived: boolean
  /** How long the vendor asks to be left alone. */
  readonly retryAfterMs?: number | undefined
  /** What the network or the library said; for the log and the window, never for decisions. */
  readonly detail?: string | undefined
}

/** A call to a vendor came to nothing. Connectors throw nothing else for what is the vendor's or the network's doing. */
export class ConnectorFailure extends Error {
  readonly kind: FailureKind
  readonly step: CallStep
  readonly vendor: VendorWords | null
  readonly mayHaveArrived: boolean
  readonly retryAfterMs: number | undefined
  readonly detail: string | null

  constructor(kind: FailureKind, { step, vendor, mayHaveArrived, retryAfterMs, detail }: FailureOptions) {
    super(detail ?? vendor?.message ?? kind)
    this.name = 'ConnectorFailure'
    this.kind = kind
    this.step = step
    this.vendor = vendor ?? null
    this.mayHaveArrived = mayHaveArrived
    this.retryAfterMs = retryAfterMs
    this.detail = detail ?? null
  }
}

/** The same without what a vendor or the network may have repeated of the credentials. */
export function maskFailure(failure: ConnectorFailure, mask: (text: string) => string): ConnectorFailure {
  const { kind, step, mayHaveArrived, retryAfterMs, detail, vendor } = failure
  const masked = (text: string | null): string | null => (text === null ? null : mask(text))
  return new ConnectorFailure(kind, {
    step,
    mayHaveArrived,
    retryAfterMs,
    detail: masked(detail) ?? undefined,
    vendor: vendor === null ? undefined : { status: vendor.status, code: masked(vendor.code), message: masked(vendor.message) },
  })
}

/** Kinds that stay until a person does something: the connection is in error until then. */
export const needsPerson = (kind: FailureKind): boolean => kind === 'wrong_credentials' || kind === 'revoked_grant'

/** Kinds that say that the vendor, or the way to it, is away: the circuit breaker counts them. */
export const isAway = (kind: FailureKind): boolean =>
  ['dns', 'refused', 'unreachable', 'proxy', 'tls_hung', 'reset', 'timeout', 'vendor_down'].includes(kind)

/** As a caller of the API is told. @param vendor name of the connector. */
export const toAppError = ({ kind, step, vendor: words, detail, retryAfterMs, cause }: ConnectorFailure, vendor: string): AppError => {
  const { reason, fix } = failureText(kind, vendor)
  return new AppError('connection_failed', reason, {
    cause,
    details: { fix, kind, step, vendor: words, ...(detail === null ? {} : { network: detail }) },
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  })
}

/** What a kind of failure means and what to do about it, in English; `sentenceIn` knows it in the other languages. */
export function failureText(kind: FailureKind, vendor: string): FailureText {
  const { reason, fix } = failureTexts[kind]
  return { reason: reason.replace('{{vendor}}', vendor), fix }
}

/** A call that needs a grant which the connection does not have. */
export const nobodySignedIn = (): ConnectorFailure => new ConnectorFailure('no_grant', { step: 'vendor', mayHaveArrived: false })
