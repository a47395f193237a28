import { expect, test } from 'vitest'
import { addressZone, isLocalName } from './address-zone.ts'

test.each([
  ['93.184.216.34', 'public'],
  ['2606:2800:220:1::1', 'public'],
  ['127.0.0.1', 'local'],
  ['10.1.2.3', 'local'],
  ['192.168.1.20', 'local'],
  ['172.16.0.1', 'local'],
  ['100.64.0.1', 'local'],
  ['::1', 'local'],
  ['fd12::1', 'local'],
  ['::ffff:10.0.0.1', 'local'],
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

test('names of the local network are known by their form', () => {
  expect(['localhost', 'mes', 'erp.lan', 'plc.local', 'x.home.arpa', 'example.com', 'local.example.com'].filter(isLocalName)).toEqual([
    'localhost',
    'mes',
    'erp.lan',
    'plc.local',
    'x.home.arpa',
  ])
})
