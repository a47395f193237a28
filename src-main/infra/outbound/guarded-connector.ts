import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { type AddressTerms, type AddressVerdict, judgeAddress } from './address-verdict.ts'
import { hostOf } from './destination.ts'
import { ForbiddenAddressError } from './outbound-error.ts'
import type { OutboundWay } from './outbound-way.ts'
import { isOwnAddress } from './own-addresses.ts'
import type { Resolve } from './resolve.ts'
import { secureContextOf } from './secure-context.ts'

/** How long a connection may take to be made, in milliseconds. */
export const connectTimeoutMs = 10_000

const reasons: Readonly<Record<Exclude<AddressVerdict, 'allowed'>, string>> = {
  forbidden: 'link-local, multicast, unspecified and metadata addresses are never called',
  public_http: 'addresses of the internet are called over https only',
  private_http: 'there is no exception for plain http in the private network',
  private_unlisted: 'the company does not list it among the private networks that may be called',
  not_a_destination: 'the company calls only the destinations that it lists',
}

/** Says why a host was not called. @param address the one that it points to, where that is known. */
export const refusal = (host: string, address: string | undefined, verdict: Exclude<AddressVerdict, 'allowed'>): ForbiddenAddressError =>
  new ForbiddenAddressError(
    `${address === undefined || host === address ? host : `${host} points to ${address}, which`} was not called: ${reasons[verdict]}.`,
  )

/**
 * Connects only to addresses that may be called, and to exactly those that were checked: the name is resolved once, here, so that
 * it cannot change its address between check and connect.
 */
export function guardedConnector(way: OutboundWay, resolve: Resolve): buildConnector.connector {
  const terms = { ...way, isOwnAddress }
  const options = { timeout: connectTimeoutMs, allowH2: false }
  const plain = buildConnector({ ...options, lookup: guardedLookup(resolve, terms, false) })
  const secure = buildConnector({ ...options, lookup: guardedLookup(resolve, terms, true), secureContext: secureContextOf(way) })
  return (target, callback) => {
    const isHttps = target.protocol === 'https:'
    const host = hostOf(target)
    // NB: Node asks no lookup for an address.
    const verdict = isIP(host) === 0 ? 'allowed' : judgeAddress(host, isHttps, terms)
    if (verdict === 'allowed') return (isHttps ? secure : plain)(target, callback)
    return callback(refusal(host, host, verdict), null)
  }
}

/** A look-up that gives only the addresses that may be called. */
export const guardedLookup =
  (resolve: Resolve, terms: AddressTerms, isHttps: boolean): LookupFunction =>
  (host, options, callback) =>
    resolve(host, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const judged = addresses.map((one) => ({ one, verdict: judgeAddress(one.address, isHttps, terms) }))
      const allowed = judged.flatMap(({ one, verdict }) => (verdict === 'allowed' ? [one] : []))
      const [first] = allowed
      const [refused] = judged
      if (first !== undefined) return options.all ? callback(null, allowed) : callback(null, first.address, first.family)
      if (refused === undefined || refused.verdict === 'allowed') return callback(new ForbiddenAddressError(`${host} has no address.`), [])
      callback(refusal(host, refused.one.address, refused.verdict), [])
    })
