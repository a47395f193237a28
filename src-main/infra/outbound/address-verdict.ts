import { addressZone, isInNetworks } from './address-zone.ts'

/** Which addresses the calls of a company may reach, in CIDR notation or as single addresses. */
export interface NetworkRules {
  /** Of this machine and of private networks only these. */
  readonly privateNetworks: readonly string[]
  /** If there are any, nothing else is called. */
  readonly destinations: readonly string[]
}

export interface AddressTerms {
  readonly company: NetworkRules
  /** The caller has the exception for plain http in private networks. */
  readonly isHttpAllowed: boolean
  /** Whether an address is one of this machine's own. */
  readonly isOwnAddress: (address: string) => boolean
}

/** Whether an address may be called, or which rule is against it. */
export type AddressVerdict = 'allowed' | 'forbidden' | 'public_http' | 'private_http' | 'private_unlisted' | 'not_a_destination'

/** Decides over one address, the same way before it is saved and when it is connected to. */
export function judgeAddress(address: string, isHttps: boolean, { company, isHttpAllowed, isOwnAddress }: AddressTerms): AddressVerdict {
  const zone = addressZone(address)
  if (zone === 'forbidden') return 'forbidden'
  const isOwn = zone === 'machine' || isOwnAddress(address)
  if (!isHttps && !isOwn && zone === 'public') return 'public_http'
  if (zone !== 'public' && !isInNetworks(address, company.privateNetworks)) return 'private_unlisted'
  if (company.destinations.length > 0 && !isInNetworks(address, company.destinations)) return 'not_a_destination'
  return isHttps || isOwn || isHttpAllowed ? 'allowed' : 'private_http'
}

/**
 * Decides over a name by all its addresses: one that is never called, or public over http, condemns it; else it is enough that one may be
 * called, since connecting takes no other.
 */
export function judgeAddresses(addresses: readonly string[], isHttps: boolean, terms: AddressTerms): AddressVerdict {
  const verdicts = addresses.map((address) => judgeAddress(address, isHttps, terms))
  const worst = verdicts.find((verdict) => verdict === 'forbidden') ?? verdicts.find((verdict) => verdict === 'public_http')
  return worst ?? (verdicts.includes('allowed') ? 'allowed' : (verdicts[0] ?? 'allowed'))
}
