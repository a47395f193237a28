import { expect, test } from 'vitest'
import { parseAddressList } from './address-list.ts'

test.each([
  [[], '203.0.113.9', true],
  [[], 'not an address', true],
  [['192.168.1.20'], '192.168.1.20', true],
  [['192.168.1.20'], '192.168.1.21', false],
  [['192.168.1.20'], '::ffff:192.168.1.20', true],
  [['10.0.4.0/24'], '10.0.4.255', true],
  [['10.0.4.0/24'], '10.0.5.0', false],
  [['10.0.4.0/24'], '::1', false],
  [['::1'], '::1', true],
  [['fd00::/8'], 'fd12:3456::1', true],
  [['fd00::/8'], '10.0.4.1', false],
  [['::ffff:10.0.4.0/120'], '10.0.4.7', true],
  [['0.0.0.0/0'], '203.0.113.9', true],
  [['10.0.4.0/24', '::1'], '::1', true],
  [['10.0.4.0/24'], '', false],
])('a list of %j and the caller %s: allowed %s', (entries, address, isAllowed) => {
  expect(parseAddressList(entries)(address)).toBe(isAllowed)
})
