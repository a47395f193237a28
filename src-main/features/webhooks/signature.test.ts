import { createHmac, timingSafeEqual } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signatureHeader, webhookSecret } from './signature.ts'

/** As a receiver would write it from the documentation. */
function verify(secret: string, body: string, header: string): boolean {
  const match = /^t=(\d+), v1=([0-9a-f]{64})$/.exec(header)
  if (match?.[2] === undefined) return false
  const expected = createHmac('sha256', secret).update(`${match[1]}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(match[2], 'hex'))
}

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => webhookSecret(Buffer.from(bytes)))
const times = fc.integer({ min: 0, max: 4_102_444_800 })

test('the header is exactly that of the documentation', () => {
  expect(signatureHeader('whsec_abc', Buffer.from('{"id":"evt_1"}'), 1_700_000_000)).toBe(
    `t=1700000000, v1=${createHmac('sha256', 'whsec_abc').update('1700000000.{"id":"evt_1"}').digest('hex')}`,
  )
})

test('every body, in any language, verifies with its secret', () => {
  fc.assert(
    fc.property(secrets, fc.string({ unit: 'grapheme' }), times, (secret, body, time) => {
      expect(verify(secret, body, signatureHeader(secret, Buffer.from(body), time))).toBe(true)
    }),
  )
})

test('another body, secret or time does not verify', () => {
  fc.assert(
    fc.property(secrets, secrets, fc.string(), fc.string({ minLength: 1 }), times, (secret, other, body, added, time) => {
      fc.pre(secret !== other)
      const header = signatureHeader(secret, Buffer.from(body), time)
      expect(verify(secret, body + added, header)).toBe(false)
      expect(verify(other, body, header)).toBe(false)
      expect(verify(secret, body, header.replace(/^t=\d+/, `t=${time + 1}`))).toBe(false)
    }),
  )
})

test('a secret is the prefix and 32 bytes in base64', () => {
  expect(webhookSecret(Buffer.alloc(32, 255))).toBe('whsec_//////////////////////////////////////////8=')
})
