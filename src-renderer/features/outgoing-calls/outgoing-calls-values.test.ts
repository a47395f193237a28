import { expect, test } from 'vitest'
import { bodyOf, valuesOf } from './outgoing-calls-values.ts'

const settings = {
  privateNetworks: ['10.0.4.0/24'],
  destinations: [],
  authorities: [],
  proxy: { url: 'http://proxy.plant.local:3128', userName: 'interlock', hasPassword: true, bypass: ['.plant.local'] },
  version: 3,
}

test('what was not touched goes back as it came, the password and the authorities left out', () => {
  expect(bodyOf(valuesOf(settings), 3)).toEqual({
    privateNetworks: ['10.0.4.0/24'],
    destinations: [],
    proxy: { url: 'http://proxy.plant.local:3128', userName: 'interlock', bypass: ['.plant.local'] },
    version: 3,
  })
})

test('an empty proxy is none, and authorities are replaced or taken away', () => {
  const values = valuesOf({ ...settings, proxy: null })
  expect(bodyOf(values, 3).proxy).toBeNull()
  expect(bodyOf({ ...values, authorities: 'PEM' }, 3).authorities).toBe('PEM')
  expect(bodyOf({ ...values, isWithoutAuthorities: true }, 3).authorities).toBeNull()
})

test('a password without an address is sent, so that the server names what is missing', () => {
  const values = { ...valuesOf({ ...settings, proxy: null }), proxy: { url: '', userName: '', password: 'x', bypass: [] } }
  expect(bodyOf(values, 3).proxy).toEqual({ url: '', userName: null, password: 'x', bypass: [] })
})
