import { isIP } from 'node:net'
import { type AppError, invalidField } from '../../lib/app-error.ts'
import { addressZone, isLocalName } from './address-zone.ts'
import type { Resolve } from './resolve.ts'

/** How long saving waits for the name service, in milliseconds; a plant without internet must still be able to save. */
const resolveTimeoutMs = 3_000

/** The host of a URL as an address or name, without the brackets of IPv6. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/**
 * Checks a destination before it is saved; connecting checks again, since names change what they point to.
 * @param field name on the wire for the error. @throws AppError `invalid_request` with what to do.
 */
export async function checkDestination(text: string, resolve: Resolve, field = 'url'): Promise<URL> {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw invalidField(field, 'must be a whole http or https URL', 'Write it like https://mes.example.com/interlock.')
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidField(field, 'must not carry a user name or password', 'Leave them out; the receiver verifies the signature instead.')
  }
  const host = hostOf(url)
  const zones = (isIP(host) === 0 ? await addressesOf(host, resolve) : [host]).map(addressZone)
  if (zones.includes('forbidden')) throw forbidden(field, host)
  const isLocal = zones.length === 0 ? isLocalName(host) : zones.every((zone) => zone === 'local')
  if (url.protocol === 'http:' && !isLocal) {
    throw invalidField(
      field,
      'must use https: this host is not on the local network',
      'Use https://, or an address of this machine or its private network.',
    )
  }
  return url
}

const forbidden = (field: string, host: string): AppError =>
  invalidField(
    field,
    `${host} points to an address that Interlock never calls (link-local, multicast, unspecified or cloud metadata)`,
    'Use the address of the receiver on this machine, its private network or the internet.',
  )

async function addressesOf(host: string, resolve: Resolve): Promise<string[]> {
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
