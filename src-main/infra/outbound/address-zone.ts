import ipaddr from 'ipaddr.js'

/** Where an address is: on this `machine`, in a `private` network, or `public`; `forbidden` is never called. */
export type AddressZone = 'machine' | 'private' | 'public' | 'forbidden'

/** Metadata services of clouds that do not live in a link-local range (AWS, Google, Alibaba, Azure): they hand out credentials. */
const metadataAddresses = new Set(['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16'])

/** Classifies an IPv4 or IPv6 address; what is no address is `forbidden`. An IPv4 address inside an IPv6 one counts as itself. */
export function addressZone(address: string): AddressZone {
  const text = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(text)) return 'forbidden'
  const parsed = ipaddr.parse(text)
  const plain = parsed instanceof ipaddr.IPv6 ? unwrapped(parsed) : parsed
  if (metadataAddresses.has(plain.toString())) return 'forbidden'
  switch (plain.range()) {
    case 'unicast':
      return 'public'
    case 'loopback':
      return 'machine'
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat':
      return 'private'
    default:
      return 'forbidden'
  }
}

/** Whether an address is in one of the networks (CIDR notation, or single addresses). What is no address is in none. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const text = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(text)) return false
  const given = ipaddr.process(text)
  return networks.some((network) => {
    const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.process(network), undefined]
    return base.kind() === given.kind() && given.match(base, bits ?? base.toByteArray().length * 8)
  })
}

/** The IPv4 address that an IPv6 one carries (RFC 4291 mapped, RFC 6052 NAT64, RFC 3056 6to4), or the address itself. */
function unwrapped(address: ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  const bytes = address.toByteArray()
  switch (address.range()) {
    case 'ipv4Mapped':
      return address.toIPv4Address()
    case 'rfc6052':
      return new ipaddr.IPv4(bytes.slice(12, 16))
    case '6to4':
      return new ipaddr.IPv4(bytes.slice(2, 6))
    default:
      return address
  }
}

/** Where a name belongs by its form (RFC 6761, RFC 6762, RFC 8375), for when it cannot be resolved. */
export function zoneOfName(host: string): AddressZone {
  if (/^(?:.*\.)?localhost\.?$/i.test(host)) return 'machine'
  return !host.includes('.') || /\.(?:local|lan|internal|intranet|localdomain|home\.arpa)\.?$/i.test(host) ? 'private' : 'public'
}
