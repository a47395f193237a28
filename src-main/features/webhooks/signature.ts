import { createHmac } from 'node:crypto'

/** A signing secret as the receiver keeps it: `whsec_` and 32 random bytes in base64. */
export const webhookSecret = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`

/**
 * The value of `X-Signature`: `t=<unix seconds>, v1=<hex HMAC-SHA256(secret, t + "." + body)>`. The key is the whole secret as text, prefix
 * included, as with Stripe (https://docs.stripe.com/webhooks#verify-manually).
 */
export const signatureHeader = (secret: string, body: Uint8Array, unixSeconds: number): string =>
  `t=${unixSeconds}, v1=${createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex')}`
