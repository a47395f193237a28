import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { signatureHeader, standardSignature, webhookSecret } from './signature.ts'

const eventId = 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD'
const toleranceSeconds = 300
const stripe = new Stripe('sk_test_unused')

/** What the vendors' own libraries say of a header, at the time of sending. */
function isVerifiedByStripe(secret: string, body: string, header: string, unixSeconds: number): boolean {
  try {
    stripe.webhooks.constructEvent(body, header, secret, toleranceSeconds, undefined, unixSeconds * 1000)
    return true
  } catch {
    return false
  }
}

function isVerifiedByStandardWebhooks(secret: string, body: string, header: string, unixSeconds: number): boolean {
  try {
    new Webhook(secret).verify(body, { 'webhook-id': eventId, 'webhook-timestamp': String(unixSeconds), 'webhook-signature': header })
    return true
  } catch {
    return false
  }
}

const schemes = [
  { name: 'X-Signature, by the stripe library', sign: signatureHeader, isVerified: isVerifiedByStripe },
  { name: 'webhook-signature, by the standardwebhooks library', sign: standardSignature, isVerified: isVerifiedByStandardWebhooks },
] as const

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => webhookSecret(Buffer.from(bytes)))
const json = fc.json()
/** The standardwebhooks library looks at the clock, so these are of now. */
const now = Math.floor(Date.now() / 1000)

test('the header is exactly that of the documentation', () => {
  const body = '{"id":"evt_1"}'
  const digest = (secret: string) => createHmac('sha256', secret).update(`1700000000.${body}`).digest('hex')
  const signed = { eventId, body: Buffer.from(body), unixSeconds: 1_700_000_000 }
  expect(signatureHeader(['whsec_abc'], signed)).toBe(`t=1700000000,v1=${digest('whsec_abc')}`)
  expect(signatureHeader(['whsec_abc', 'whsec_old'], signed)).toBe(`t=1700000000,v1=${digest('whsec_abc')},v1=${digest('whsec_old')}`)
})

test.each(schemes)('$name: every body verifies with each of its secrets, in any language', ({ sign, isVerified }) => {
  fc.assert(
    fc.property(secrets, secrets, json, (secret, previous, body) => {
      const header = sign([secret, previous], { eventId, body: Buffer.from(body), unixSeconds: now })
      expect([secret, previous].map((one) => isVerified(one, body, header, now))).toEqual([true, true])
    }),
  )
})

test.each(schemes)('$name: another body, secret or time does not verify', ({ sign, isVerified }) => {
  fc.assert(
    fc.property(secrets, secrets, json, (secret, other, body) => {
      fc.pre(secret !== other)
      const header = sign([secret], { eventId, body: Buffer.from(body), unixSeconds: now })
      const later = header.replace(`t=${now}`, `t=${now + 1}`)
      expect([
        isVerified(secret, `${body} `, header, now),
        isVerified(other, body, header, now),
        isVerified(secret, body, later, now + 1),
      ]).toEqual([false, false, false])
    }),
  )
})

test('a secret is the prefix and 32 bytes in base64', () => {
  expect(webhookSecret(Buffer.alloc(32, 255))).toBe('whsec_//////////////////////////////////////////8=')
})
