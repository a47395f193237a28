import { isIP } from 'node:net'
import { type AppError, invalidField } from '../../lib/app-error.ts'
import { assertNever } from '../../lib/assert.ts'
import { type AddressVerdict, judgeAddresses } from './address-verdict.ts'
import { zoneOfName } from './address-zone.ts'
import type { OutboundWay } from './outbound-way.ts'
import { isOwnAddress } from './own-addresses.ts'
import type { Resolve } from './resolve.ts'

/** How long the name service is waited for, in milliseconds; a plant without internet must still be able to save. */
const resolveTimeoutMs = 3_000

/** The host of a URL as an address or name, without the brackets of IPv6. */
export const hostOf = (url: Pick<URL, 'hostname'>): string => url.hostname.replace(/^\[|\]$/g, '')

/**
 * Checks a destination before it is saved; connecting checks again, since names change what they point to.
 * @param field name on the wire for the error. @throws AppError `invalid_request` with what to do.
 */
export async function checkDestination(
  text: string,
  { resolve, way, field = 'url' }: { resolve: Resolve; way: OutboundWay; field?: string },
): Promise<URL> {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw invalidField(field, 'must be a whole http or https URL', 'Write it like https://mes.example.com/interlock.')
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidField(field, 'must not carry a user name or password', 'Leave them out; the receiver verifies the signature instead.')
  }
  const host = hostOf(url)
  const addresses = isIP(host) === 0 ? await addressesOf(host, resolve) : [host]
  const isHttps = url.protocol === 'https:'
  const verdict = addresses.length === 0 ? judgeName(host, isHttps, way) : judgeAddresses(addresses, isHttps, { ...way, isOwnAddress })
  if (verdict !== 'allowed') throw refusal(field, host, verdict)
  return url
}

/** Decides over a name that cannot be resolved now. */
export function judgeName(host: string, isHttps: boolean, { isHttpAllowed }: OutboundWay): AddressVerdict {
  const zone = zoneOfName(host)
  if (isHttps || zone === 'machine') return 'allowed'
  if (zone === 'public') return 'public_http'
  return isHttpAllowed ? 'allowed' : 'private_http'
}

function refusal(field: string, host: string, verdict: Exclude<AddressVerdict, 'allowed'>): AppError {
  switch (verdict) {
    case 'forbidden':
      return invalidField(
        field,
        `${host} points to an address that Interlock never calls (link-local, multicast, unspecified or cloud metadata)`,
        'Use the address of the receiver on this machine, its private network or the internet.',
      )
    case 'public_http':
      return invalidField(
        field,
        'must use https: this host is not on the local network',
        'Use https://, or an address of this machine or its private network.',
      )
    case 'private_http':
      return invalidField(
        field,
        'must use https: plain http in the private network needs the exception is_http_allowed',
        'Use https://, or set is_http_allowed where the receiver cannot speak TLS.',
      )
    case 'private_unlisted':
      return invalidField(
        field,
        `${host} is in a private network that the company does not list`,
        'Add its network to the private networks in the settings of outgoing calls.',
      )
    case 'not_a_destination':
      return invalidField(
        field,
        `${host} is none of the destinations that the company lists`,
        'Add its address to the destinations in the settings of outgoing calls.',
      )
    default:
      return assertNever(verdict)
  }
}

/** All addresses of a name; none while nobody knows it. */
export async function addressesOf(host: string, resolve: Resolve): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<string[]>((done) => {
    timer = setTimeout(done, resolveTimeoutMs, [])
  })
  // An unknown name is no reason to refuse: the receiver may come later, and connecting checks every address.
  const found = new Promise<string[]>((done) =>
    resolve(host, (error, addresses) => done(error === null ? addresses.map((one) => one.address) : [])),
  )
  return Promise.race([found, timeout]).finally(() => clearTimeout(timer))
}
