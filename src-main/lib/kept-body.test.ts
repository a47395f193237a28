import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatApiKey } from '../features/api-keys/api-key-format.ts'
import { keptBody, maxKeptBytes } from './kept-body.ts'

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const apiKey = fc
  .tuple(fc.constantFrom('live' as const, 'sandbox' as const), bytes)
  .map(([environment, secret]) => formatApiKey(environment, secret))
const webhookSecret = bytes.map((secret) => `whsec_${Buffer.from(secret).toString('base64url')}`)
const jwt = bytes.map((secret) => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'EdDSA' })}.${part({ sub: '7' })}.${Buffer.from(secret).toString('base64url')}`
})

/** A secret that is known by its looks, and the part of it that must be gone. */
const known = fc.oneof(
  apiKey.map((text) => ({ text, gone: text.slice(13) })),
  webhookSecret.map((text) => ({ text, gone: text.slice(6) })),
  jwt.map((text) => ({ text, gone: text.split('.')[2] ?? '' })),
)

const names = fc.constantFrom('note', 'key', 'url', 'data', 'title')
const secretNames = fc.constantFrom('password', 'client_secret', 'accessToken', 'X-API-Key', 'refresh_tokens')

/** JSON around a value: objects, lists, neighbours, and JSON inside a string. */
const around = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.oneof(names, fc.constant('[]'), fc.constant('text')), { maxLength: 4 })
    .chain((path) => fc.tuple(fc.constant(path), fc.string({ maxLength: 60 })))
    .map(([path, beside]) =>
      path.reduce<unknown>((inner, step) => {
        if (step === '[]') return [beside, inner]
        return step === 'text' ? { body: JSON.stringify(inner) } : { before: beside, [step]: inner }
      }, value),
    )

describe('what is kept of a body', () => {
  test('holds no secret that is known by its looks, wherever it stands in JSON', () => {
    const cases = known.chain((secret) => around(`see ${secret.text}`).map((value) => ({ secret, value })))
    fc.assert(
      fc.property(cases, fc.constantFrom(undefined, 2), ({ secret, value }, indent) => {
        expect(keptBody(JSON.stringify(value, null, indent)).text).not.toContain(secret.gone)
      }),
    )
  })

  test('holds nothing of a field that is named like a secret, be it text, number or branch', () => {
    const word = fc.stringMatching(/^zq[a-z]{8,20}$/)
    const cases = fc.tuple(word, secretNames, fc.constantFrom('text', 'list', 'branch')).chain(([secret, name, shape]) => {
      const value = shape === 'text' ? `${secret} with spaces` : shape === 'list' ? [1, secret] : { inner: { deep: secret } }
      return around({ [name]: value, after: 'stays' }).map((whole) => ({ secret, whole }))
    })
    fc.assert(
      fc.property(cases, ({ secret, whole }) => {
        const { text } = keptBody(JSON.stringify(whole))
        expect(text).not.toContain(secret)
        expect(text).toContain('stays')
      }),
    )
  })

  test('holds no part of a secret at the place where a long body is cut', () => {
    fc.assert(
      fc.property(known, fc.integer({ min: -700, max: 100 }), fc.boolean(), ({ text: secret, gone }, shift, isShort) => {
        const before = (isShort ? maxKeptBytes : 2 * maxKeptBytes) + shift
        const { text, isCut } = keptBody(`{"note":"${'x '.repeat(before / 2)}","key":"${secret}","more":"${'y '.repeat(30_000)}"}`)
        expect(text).not.toContain(gone.slice(0, 12))
        expect([isCut, Buffer.byteLength(text) <= maxKeptBytes]).toEqual([true, true])
      }),
    )
  })

  test('is every character of JSON without secrets', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        fc.pre(!/:\/\/|=|\\/.test(text))
        expect(keptBody(text)).toEqual({ text, isCut: false })
      }),
    )
  })

  test.each([
    ['client_id=7&client_secret=hunter22&scope=read', 'client_id=7&client_secret=••••&scope=read'],
    ['{"url":"https://user:hunter22@mes.local/x"}', '{"url":"https://user:••••@mes.local/x"}'],
    ["{'password': 'hunter22', 'name': 'Ayşe'}", `{'password': "••••", 'name': 'Ayşe'}`],
    ['{"password":"hunter 22', '{"password":"••••"'],
    ['{"pass\\u0077ord":"hunter22","ok":true}', '{"pass\\u0077ord":"••••","ok":true}'],
    [
      '{"has_token":true,"token":null,"code":"not_found","key":"JOB-1042"}',
      '{"has_token":true,"token":null,"code":"not_found","key":"JOB-1042"}',
    ],
    ['Authorization: Bearer abcdefghijklmnopqrst', 'Authorization: Bearer ••••'],
  ])('of %s is %s', (body, text) => expect(keptBody(body).text).toBe(text))

  test('takes time in proportion to the window, whatever comes', () => {
    for (const body of [
      '['.repeat(1e6),
      '"'.repeat(1e6),
      '\\"'.repeat(5e5),
      'a='.repeat(5e5),
      'eyJ'.repeat(3e5),
      '://'.repeat(3e5),
      'a'.repeat(1e6),
      'a:'.repeat(5e5),
    ]) {
      const startedAt = performance.now()
      keptBody(body)
      expect(performance.now() - startedAt).toBeLessThan(500)
    }
  })
})
