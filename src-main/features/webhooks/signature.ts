import { createHmac } from 'node:crypto'

/** A signing secret as the receiver keeps it: `whsec_` and 32 random bytes in base64. */
export const webhookSecret = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`

/** What one attempt is signed over; the body is the bytes as they go out. */
export interface Signed {
  readonly eventId: string
  readonly body: Uint8Array
  readonly unixSeconds: number
}

/**
 * The value of `X-Signature`: `t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>`, with a `v1` for each secret. The key is the whole
 * secret as text, prefix included, as with Stripe (https://docs.stripe.com/webhooks#verify-manually), whose libraries want no space after the comma.
 */
export function signatureHeader(secrets: readonly string[], { body, unixSeconds }: Signed): string {
  const signatures = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex')}`)
  return [`t=${unixSeconds}`, ...signatures].join(',')
}

/**
 * The value of `webhook-signature`: `v1,<base64 HMAC-SHA256(key, id + "." + t + "." + body)>` for each secret, separated by spaces. The key is what
 * the base64 after `whsec_` says (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export const standardSignature = (secrets: readonly string[], { eventId, body, unixSeconds }: Signed): string =>
  secrets
    .map((secret) => {
      // NB: Node finds out what a key is by what fails for the others, which for bytes takes five times as long as signing.
      const hmac = createHmac('sha256', secret.replace(/^whsec_/, ''), { encoding: 'base64' })
      return `v1,${hmac.update(`${eventId}.${unixSeconds}.`).update(body).digest('base64')}`
    })
    .join(' ')
