import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { addressZone } from './address-zone.ts'
import { ForbiddenAddressError } from './outbound-error.ts'
import type { Resolve } from './resolve.ts'

/** How long a connection may take to be made, in milliseconds. */
const connectTimeoutMs = 10_000

const mayCall = (address: string, isHttps: boolean): boolean => {
  const zone = addressZone(address)
  return zone === 'local' || (zone === 'public' && isHttps)
}

const refusal = (host: string): ForbiddenAddressError =>
  new ForbiddenAddressError(
    `${host} points to no address that may be called: link-local, multicast and metadata never, public ones only over https.`,
  )

/**
 * Connects only to addresses that may be called, and to exactly those that were checked: the name is resolved once, here, so that
 * it cannot change its address between check and connect.
 */
export function guardedConnector(resolve: Resolve): buildConnector.connector {
  const plain = buildConnector({ lookup: guardedLookup(resolve, false), timeout: connectTimeoutMs, allowH2: false })
  const secure = buildConnector({ lookup: guardedLookup(resolve, true), timeout: connectTimeoutMs, allowH2: false })
  return (options, callback) => {
    const isHttps = options.protocol === 'https:'
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // NB: Node asks no lookup for an address.
    if (isIP(host) !== 0 && !mayCall(host, isHttps)) callback(refusal(host), null)
    else (isHttps ? secure : plain)(options, callback)
  }
}

const guardedLookup =
  (resolve: Resolve, isHttps: boolean): LookupFunction =>
  (host, options, callback) =>
    resolve(host, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const allowed = addresses.filter((one) => mayCall(one.address, isHttps))
      const first = allowed[0]
      if (first === undefined) callback(refusal(host), [])
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
