import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Environment } from '../../infra/db/workspace.ts'
import { formatApiKey, keyPrefixOf, parseApiKey } from './api-key-format.ts'

const environment = fc.constantFrom<Environment>('live', 'sandbox')
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('the format of API keys', () => {
  test('every key parses to its environment and prefix, has 54 characters and no two secrets share one', () => {
    fc.assert(
      fc.property(environment, secret, secret, (of, bytes, others) => {
        const key = formatApiKey(of, bytes)
        expect(key).toMatch(of === 'live' ? /^live_[0-9A-Za-z]{49}$/ : /^test_[0-9A-Za-z]{49}$/)
        expect(parseApiKey(key)).toEqual({ environment: of, keyPrefix: key.slice(0, 13) })
        expect(keyPrefixOf(key)).toBe(key.slice(0, 13))
        expect(formatApiKey(of, others) === key).toBe(Buffer.from(bytes).equals(others))
      }),
    )
  })

  test('one mistyped character is noticed, and so is a key moved to the other environment', () => {
    fc.assert(
      fc.property(environment, secret, fc.nat(53), fc.constantFrom(...'0aZ_'), (of, bytes, index, letter) => {
        const key = formatApiKey(of, bytes)
        const wrong = key.slice(0, index) + letter + key.slice(index + 1)
        if (wrong !== key) expect(parseApiKey(wrong)).toBeUndefined()
        expect(parseApiKey((of === 'live' ? 'test' : 'live') + key.slice(4))).toBeUndefined()
      }),
    )
  })

  test('anything else is no key', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => parseApiKey(text) === undefined))
    expect(parseApiKey('')).toBeUndefined()
  })

  test('the extremes of the secret keep their length', () => {
    expect(parseApiKey(formatApiKey('live', new Uint8Array(32)))?.keyPrefix).toBe('live_00000000')
    expect(formatApiKey('live', new Uint8Array(32).fill(255))).toHaveLength(54)
    expect(() => formatApiKey('live', new Uint8Array(31))).toThrow('32 random bytes')
  })
})
