import ipaddr from 'ipaddr.js'

/** Whether an address is on the list. */
export type AddressList = (address: string) => boolean

/**
 * Parses an allow-list of addresses and ranges once. Empty means any address. IPv4 written as IPv6 (`::ffff:10.0.0.1`) is the
 * same address.
 */
export function parseAddressList(entries: readonly string[]): AddressList {
  if (entries.length === 0) return () => true
  const ranges = entries.map((entry) => (entry.includes('/') ? parseRange(entry) : wholeAddress(entry)))
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some((range) => range[0].kind() === parsed.kind() && parsed.match(range))
  }
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

const parseRange = (entry: string): Range => {
  const [address, bits] = ipaddr.parseCIDR(entry)
  return 'isIPv4MappedAddress' in address && address.isIPv4MappedAddress() && bits >= 96
    ? [address.toIPv4Address(), bits - 96]
    : [address, bits]
}

function wholeAddress(entry: string): Range {
  const address = ipaddr.process(entry)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
