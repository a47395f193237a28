import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRedirectAllowed, redirectUriProblem } from './redirect-uri.ts'

test.each([
  ['https://erp.example.com/oauth/callback', true],
  ['http://mes.plant.local:8080/cb?from=interlock', true],
  ['http://127.0.0.1/callback', true],
  ['http://[::1]:9000/', true],
  ['com.example.tablet:/signed-in', true],
  ['https://erp.example.com/cb#part', false],
  ['https://user:secret@erp.example.com/cb', false],
  ['https://*.example.com/cb', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['myapp://callback', false],
  ['/callback', false],
  ['http://', false],
  ['', false],
])('%s may be registered: %s', (uri, isAllowed) => {
  expect(redirectUriProblem(uri) === undefined).toBe(isAllowed)
})

const port = fc.integer({ min: 1, max: 65_535 })
const host = fc.constantFrom('127.0.0.1', '[::1]', 'localhost')
const path = fc.constantFrom('', '/', '/callback', '/callback?x=1', '?x=1')

test('a loopback address is the same at every port, and at no other host, path or scheme', () => {
  fc.assert(
    fc.property(host, host, path, path, port, port, (left, right, from, to, first, second) => {
      const registered = [`http://${left}:${first}${from}`]
      expect(isRedirectAllowed(registered, `http://${right}:${second}${to}`)).toBe(left === right && from === to)
      expect(isRedirectAllowed(registered, `https://${left}:${second}${from}`)).toBe(false)
      expect(isRedirectAllowed(registered, `http://${left}.evil.example:${second}${from}`)).toBe(false)
      expect(isRedirectAllowed(registered, `http://${left}:${second}@evil.example${from}`)).toBe(false)
    }),
  )
})

test('every other address must be registered as it is, character by character', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.string({ minLength: 1, maxLength: 5 }), port, (uri, more, other) => {
      expect(isRedirectAllowed([uri], uri)).toBe(true)
      expect(isRedirectAllowed([uri], uri + more)).toBe(false)
      expect(isRedirectAllowed([`https://erp.example.com:8443/cb`], `https://erp.example.com:${other}/cb`)).toBe(other === 8443)
    }),
  )
})

test('any text at all is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      redirectUriProblem(text)
      expect(isRedirectAllowed([], text)).toBe(false)
    }),
  )
})
