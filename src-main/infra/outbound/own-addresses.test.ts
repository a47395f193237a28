import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { isOwnAddress } from './own-addresses.ts'

test('every address of an interface is of this machine, and no other', () => {
  const own = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces?.map(({ address }) => address) ?? [])
  expect(own).toContain('127.0.0.1')
  expect(own.filter((address) => !isOwnAddress(address))).toEqual([])
  expect(['203.0.113.7', '2001:db8::7', 'nonsense', ''].filter(isOwnAddress)).toEqual([])
})
