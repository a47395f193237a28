import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { checkHost, createHostNames } from './host-check.ts'

test('on this machine alone only its loopback names are answered', () => {
  const names = createHostNames({ listenHost: '127.0.0.1', now: () => 0, addresses: () => ['10.0.4.2'] })
  for (const host of ['localhost:4780', '127.0.0.1', '[::1]:4780', 'LOCALHOST']) checkHost(host, names())
  for (const host of ['10.0.4.2:4780', 'evil.example', '']) {
    expect(() => checkHost(host, names())).toThrow(expect.objectContaining({ code: 'misdirected_request' }))
  }
})

test('in the network the addresses of this machine are, also one that came after the start', () => {
  let now = 0
  const addresses = ['127.0.0.1']
  const names = createHostNames({ listenHost: '0.0.0.0', now: () => now, addresses: () => addresses })
  checkHost(`${hostname()}:4780`, names())
  expect(() => checkHost('10.0.4.2:4780', names())).toThrow('10.0.4.2')
  addresses.push('10.0.4.2', 'fd00::7')
  now += 5_000
  checkHost('10.0.4.2:4780', names())
  checkHost('[fd00::7]:4780', names())
  expect(() => checkHost('10.0.4.3:4780', names())).toThrow('10.0.4.3')
})
