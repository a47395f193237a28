import { expect, test } from 'vitest'
import { type NetworkValues, networkBody } from './network-form.ts'

const empty: NetworkValues = {
  baseUrl: '',
  proxyUrl: '',
  proxyUserName: '',
  proxyPassword: '',
  authorities: '',
  certificate: '',
  privateKey: '',
  isHttpAllowed: false,
  forgets: { authorities: false, client: false },
}

test('what is left empty is not touched, but for a proxy, which is taken away', () => {
  expect(networkBody(empty, undefined)).toEqual({ isHttpAllowed: false, proxy: null })
})

test('a proxy keeps its password and the hosts that go past it', () => {
  const kept = {
    baseUrl: null,
    isHttpAllowed: false,
    authorities: [],
    client: null,
    proxy: { url: 'http://proxy.lan:3128', userName: 'plant', hasPassword: true, bypass: ['.lan'] },
  }
  expect(networkBody({ ...empty, proxyUrl: ' http://proxy.lan:3128 ', proxyUserName: 'plant' }, kept).proxy).toEqual({
    url: 'http://proxy.lan:3128',
    userName: 'plant',
    bypass: ['.lan'],
  })
})

test('certificates are replaced by what is given, and go away where that is asked for', () => {
  const given = { ...empty, authorities: 'PEM', forgets: { authorities: true, client: true } }
  expect(networkBody(given, undefined)).toMatchObject({ authorities: 'PEM', client: null })
  expect(networkBody({ ...empty, certificate: 'PEM', privateKey: 'KEY' }, undefined)).toMatchObject({
    client: { certificate: 'PEM', privateKey: 'KEY' },
  })
})
