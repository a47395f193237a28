import { allPrivateNetworks } from '../../contract/private-networks.ts'
import type { NetworkRules } from './address-verdict.ts'
import type { ClientCertificate } from './certificates.ts'

export interface ProxyTerms {
  /** `http://proxy.plant.local:3128`. */
  readonly url: string
  /** For Basic authentication, the password in the clear. */
  readonly credentials: { readonly userName: string; readonly password: string } | null
  /** Host names, domains with their subdomains, addresses and ranges that are called without it. */
  readonly bypass: readonly string[]
}

/** What holds for every call of a company. */
export interface CompanyWay extends NetworkRules {
  /** PEM; trusted beside those that the machine trusts. */
  readonly authorities: string | null
  readonly proxy: ProxyTerms | null
}

/** How the calls of one lane go out. NB: connections are kept for as long as it is the same object, so that a change ends them. */
export interface OutboundWay {
  readonly company: CompanyWay
  /** The exception for plain http to private networks; this machine itself needs none, and for the internet there is none. */
  readonly isHttpAllowed: boolean
  /** PEM; if any, a receiver needs a certificate of one of these, and no other authority counts. */
  readonly authorities?: string | null | undefined
  /** What we show to a receiver that asks for it. */
  readonly client?: ClientCertificate | null | undefined
}

/** What holds for a company that has set nothing. */
export const defaultCompanyWay: CompanyWay = { privateNetworks: allPrivateNetworks, destinations: [], authorities: null, proxy: null }

/** What holds where nothing is set. */
export const plainWay: OutboundWay = { company: defaultCompanyWay, isHttpAllowed: false }
