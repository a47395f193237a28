import { expect, test } from 'vitest'
import { addressZone, isInNetworks, zoneOfName } from './address-zone.ts'

test.each([
  ['93.184.216.34', 'public'],
  ['2606:2800:220:1::1', 'public'],
  ['127.0.0.1', 'machine'],
  ['10.1.2.3', 'private'],
  ['192.168.1.20', 'private'],
  ['172.16.0.1', 'private'],
  ['100.64.0.1', 'private'],
  ['::1', 'machine'],
  ['fd12::1', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['0.0.0.0', 'forbidden'],
  ['0.1.2.3', 'forbidden'],
  ['::', 'forbidden'],
  ['169.254.169.254', 'forbidden'],
  ['::ffff:169.254.169.254', 'forbidden'],
  ['64:ff9b::a9fe:a9fe', 'forbidden'],
  ['2002:a9fe:a9fe::1', 'forbidden'],
  ['fe80::1%eth0', 'forbidden'],
  ['fd00:ec2::254', 'forbidden'],
  ['100.100.100.200', 'forbidden'],
  ['224.0.0.1', 'forbidden'],
  ['ff02::1', 'forbidden'],
  ['255.255.255.255', 'forbidden'],
  ['240.0.0.1', 'forbidden'],
  ['not an address', 'forbidden'],
])('%s is %s', (address, zone) => {
  expect(addressZone(address)).toBe(zone)
})

test('names tell by their form where they belong', () => {
  const names = ['localhost', 'a.localhost', 'mes', 'erp.lan', 'plc.local', 'x.home.arpa', 'example.com', 'local.example.com']
  expect(names.map(zoneOfName)).toEqual(['machine', 'machine', 'private', 'private', 'private', 'private', 'public', 'public'])
})

test.each([
  ['10.1.2.3', ['10.1.0.0/16'], true],
  ['10.2.2.3', ['10.1.0.0/16'], false],
  ['10.1.2.3', ['192.168.1.4', '10.1.2.3'], true],
  ['::ffff:10.1.2.3', ['10.1.0.0/16'], true],
  ['fd12::1%eth0', ['fd12::/16'], true],
  ['fd12::1', ['10.0.0.0/8'], false],
  ['::a01:203', ['10.0.0.0/8'], false],
  ['nonsense', ['0.0.0.0/0', '::/0'], false],
])('%s in %j: %s', (address, networks, is) => {
  expect(isInNetworks(address, networks)).toBe(is)
})
