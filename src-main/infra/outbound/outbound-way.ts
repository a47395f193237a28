import { allPrivateNetworks, type NetworkRules } from './address-verdict.ts'
import type { ClientCertificate } from './certificates.ts'

/** How the calls of one lane go out. NB: connections are kept for as long as it is the same object, so that a change ends them. */
export interface OutboundWay {
  readonly network: NetworkRules
  /** The exception for plain http to private networks; this machine itself needs none, and for the internet there is none. */
  readonly isHttpAllowed: boolean
  /** PEM; if any, a receiver needs a certificate of one of these, and no other authority counts. */
  readonly authorities?: string | null | undefined
  /** What we show to a receiver that asks for it. */
  readonly client?: ClientCertificate | null | undefined
}

/** What holds where nothing is set. */
export const plainWay: OutboundWay = { network: { privateNetworks: allPrivateNetworks, destinations: [] }, isHttpAllowed: false }
