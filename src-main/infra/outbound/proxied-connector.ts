import { type ClientRequest, type RequestOptions, request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { buildConnector } from 'undici'
import { type AddressVerdict, judgeAddress, judgeAddresses } from './address-verdict.ts'
import { addressZone, isInNetworks } from './address-zone.ts'
import { addressesOf, hostOf, judgeName } from './destination.ts'
import { connectTimeoutMs, guardedConnector, guardedLookup, refusal } from './guarded-connector.ts'
import { ProxyError } from './outbound-error.ts'
import { type CompanyWay, defaultCompanyWay, type OutboundWay, type ProxyTerms } from './outbound-way.ts'
import { isOwnAddress } from './own-addresses.ts'
import type { Resolve } from './resolve.ts'
import { companyContextOf } from './secure-context.ts'

/** The rules for the proxy itself: wherever the admin puts it, in the clear only within the private network. */
export const wayToProxy: OutboundWay = {
  company: { ...defaultCompanyWay, privateNetworks: ['0.0.0.0/0', '::/0'] },
  isHttpAllowed: true,
}

/** Connects through the proxy of the company, and directly to this machine and to what the company excepts. */
export function proxiedConnector(way: OutboundWay, proxy: ProxyTerms, resolve: Resolve): buildConnector.connector {
  const direct = guardedConnector(way, resolve)

  async function connect(options: buildConnector.Options, callback: buildConnector.Callback): Promise<void> {
    const isHttps = options.protocol === 'https:'
    const port = Number(options.port || (isHttps ? 443 : 80))
    const socket = await tunnelTo({ way, host: hostOf(options), port, isSecured: isHttps, resolve }, proxy)
    if (socket === undefined) return direct(options, callback)
    if (isHttps) direct({ ...options, httpSocket: socket }, callback)
    else callback(null, socket)
  }

  return (options, callback) => {
    connect(options, callback).catch((error: Error) => callback(error, null))
  }
}

interface TunnelTarget {
  readonly way: OutboundWay
  readonly host: string
  readonly port: number
  /** What is said through it will be encrypted. */
  readonly isSecured: boolean
  readonly resolve: Resolve
}

/** A tunnel through the proxy; undefined for what is called without it. @throws ForbiddenAddressError, ProxyError */
export async function tunnelTo(
  { way, host, port, isSecured, resolve }: TunnelTarget,
  proxy: ProxyTerms | null = way.company.proxy,
): Promise<Socket | undefined> {
  if (proxy === null) return undefined
  const addresses = isIP(host) === 0 ? await addressesOf(host, resolve) : [host]
  if (isBypassed(proxy.bypass, host, addresses)) return undefined
  // NB: the proxy resolves the name once more by itself; what it reaches then is for its own rules to bound.
  const verdict = addresses.length > 0 ? judgeAddresses(addresses, isSecured, { ...way, isOwnAddress }) : judgeUnknown(host, isSecured, way)
  if (verdict !== 'allowed') throw refusal(host, addresses[0], verdict)
  return openTunnel(proxy, `${isIP(host) === 6 ? `[${host}]` : host}:${port}`, way.company, resolve)
}

/** A name that only the proxy knows is on no list. */
const judgeUnknown = (host: string, isHttps: boolean, way: OutboundWay): AddressVerdict =>
  way.company.destinations.length > 0 ? 'not_a_destination' : judgeName(host, isHttps, way)

/** Whether a host is called without the proxy. */
export function isBypassed(bypass: readonly string[], host: string, addresses: readonly string[]): boolean {
  const isHere = (address: string) => addressZone(address) === 'machine' || isOwnAddress(address)
  if (addresses.length > 0 && addresses.every(isHere)) return true
  const ranges = bypass.filter((entry) => isIP(entry.replace(/\/\d+$/, '')) !== 0)
  if (addresses.length > 0 && addresses.every((address) => isInNetworks(address, ranges))) return true
  const name = host.toLowerCase().replace(/\.$/, '')
  const domains = bypass.map((entry) => entry.toLowerCase().replace(/^\*?\./, ''))
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`))
}

/** Has the proxy connect to a target (RFC 9110 9.3.6). @throws ProxyError */
function openTunnel(proxy: ProxyTerms, target: string, company: CompanyWay, resolve: Resolve): Promise<Socket> {
  const { promise, resolve: settle, reject } = Promise.withResolvers<Socket>()
  const url = new URL(proxy.url)
  const fail = (reason: string): void => reject(new ProxyError(`The proxy ${url.host} ${reason}.`))
  const host = hostOf(url)
  // NB: Node asks no lookup for an address.
  if (isIP(host) !== 0 && judgeAddress(host, url.protocol === 'https:', { ...wayToProxy, isOwnAddress }) !== 'allowed') {
    fail('is at an address that is not called')
    return promise
  }
  const request = askFor(proxy, target, company, resolve)
  request.on('connect', ({ statusCode = 0 }, socket: Socket, head) => {
    if (statusCode < 200 || statusCode >= 300) {
      socket.destroy()
      return fail(
        statusCode === 407 ? 'wants a user name and password that it accepts' : `did not connect to ${target}: it answered ${statusCode}`,
      )
    }
    socket.setTimeout(0)
    if (head.length > 0) socket.unshift(head)
    settle(socket)
  })
  request.on('timeout', () => request.destroy(new Error(`no answer within ${connectTimeoutMs / 1000} s`)))
  request.on('error', (error) => fail(`cannot be used: ${error.message}`))
  request.end()
  return promise
}

function askFor({ url, credentials }: ProxyTerms, target: string, company: CompanyWay, resolve: Resolve): ClientRequest {
  const { protocol, hostname, port } = new URL(url)
  const isHttps = protocol === 'https:'
  const basic = credentials && Buffer.from(`${credentials.userName}:${credentials.password}`).toString('base64')
  const host = hostOf({ hostname })
  const options: RequestOptions = {
    method: 'CONNECT',
    host,
    port: port || (isHttps ? 443 : 80),
    path: target,
    headers: { host: target, ...(basic ? { 'proxy-authorization': `Basic ${basic}` } : {}) },
    agent: false,
    timeout: connectTimeoutMs,
    lookup: guardedLookup(resolve, { ...wayToProxy, isOwnAddress }, isHttps),
  }
  // NB: without its own name Node would take that of the header, which is the target's. Node's types know the context for tls.connect only.
  const secureOptions = { ...options, servername: isIP(host) === 0 ? host : '', secureContext: companyContextOf(company) }
  return isHttps ? requestOverHttps(secureOptions) : requestOverHttp(options)
}
