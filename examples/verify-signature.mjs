// Verifies that a webhook comes from Interlock, is unchanged and is fresh. Needs Node 20 or newer and nothing else.

import { createHmac, timingSafeEqual } from 'node:crypto'

const toleranceSeconds = 5 * 60

/**
 * Checks the header `X-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>`. For a while after the secret was changed
 * there is a second v1, made with the old one: any that fits will do.
 * @param {{ secret: string, header: string | undefined, body: Buffer, nowSeconds?: number }} received body: the bytes as they came, before any JSON parser.
 * @returns {string | undefined} what is wrong, or undefined when nothing is.
 */
export function signatureProblem({ secret, header, body, nowSeconds = Date.now() / 1000 }) {
  const parts = (header ?? '').split(',').map((part) => part.trim())
  const time = parts.find((part) => /^t=\d+$/.test(part))?.slice(2)
  const signatures = parts.filter((part) => /^v1=[0-9a-f]{64}$/.test(part)).map((part) => Buffer.from(part.slice(3), 'hex'))
  if (time === undefined || signatures.length === 0) return 'no signature'
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  if (!signatures.some((signature) => timingSafeEqual(expected, signature))) return 'wrong signature'
  if (Math.abs(nowSeconds - Number(time)) > toleranceSeconds) return 'too old'
  return undefined
}
