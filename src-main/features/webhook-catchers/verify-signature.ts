import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignatureCheck, SignatureResult, SignatureScheme, Verdict } from './webhook-catchers.contract.ts'

/** How far from now a signature may have been made, in seconds; what Stripe and Standard Webhooks recommend. */
const toleranceSeconds = 300

/** A secret that may have signed, `whsec_...`, and whose it is. */
export interface Signer {
  readonly secret: string
  readonly webhookId: number
  readonly webhookName: string
}

/** What came, as the signature is made over it. */
export interface SignedRequest {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly unixSeconds: number
}

export interface Verification {
  readonly verdict: Verdict
  /** Whose secret it was, when a signature fits one. */
  readonly signer: Signer | undefined
  readonly signatures: SignatureCheck[]
}

interface Claim {
  readonly signedAt: number
  /** Of which one has to fit. */
  readonly signatures: readonly Buffer[]
  readonly sign: (secret: string) => Buffer
}

/**
 * Checks both signatures of a request against every secret that may have made them. NB: written from the descriptions of the two schemes, not from
 * the code that signs, or it could not find fault with it.
 */
export function verifyRequest(request: SignedRequest, signers: readonly Signer[]): Verification {
  const checked = [
    check('x_signature', claimOfXSignature(request), { request, signers }),
    check('standard_webhooks', claimOfStandard(request), { request, signers }),
  ]
  return {
    verdict: verdictOf(checked.map(({ of }) => of.result)),
    signer: checked.find(({ signer }) => signer !== undefined)?.signer,
    signatures: checked.map(({ of }) => of),
  }
}

/** A receiver may look at either, so each that is there has to be right. */
function verdictOf(results: readonly SignatureResult[]): Verdict {
  const given = results.filter((result) => result !== 'missing')
  if (given.length === 0) return 'unsigned'
  if (given.some((result) => result !== 'right' && result !== 'no_secret')) return 'wrong'
  return given.includes('no_secret') ? 'unchecked' : 'right'
}

function check(
  scheme: SignatureScheme,
  claim: Claim | 'missing' | 'malformed',
  { request, signers }: { request: SignedRequest; signers: readonly Signer[] },
): { of: SignatureCheck; signer: Signer | undefined } {
  if (claim === 'missing' || claim === 'malformed') return { of: { scheme, result: claim, secondsAway: null }, signer: undefined }
  const signer = signers.find(({ secret }) => fits(claim, secret))
  const secondsAway = request.unixSeconds - claim.signedAt
  return { of: { scheme, result: resultOf(secondsAway, { signer, hasSecret: signers.length > 0 }), secondsAway }, signer }
}

function resultOf(secondsAway: number, { signer, hasSecret }: { signer: Signer | undefined; hasSecret: boolean }): SignatureResult {
  if (!hasSecret) return 'no_secret'
  if (signer === undefined) return 'mismatch'
  if (secondsAway > toleranceSeconds) return 'too_old'
  return secondsAway < -toleranceSeconds ? 'too_new' : 'right'
}

function fits({ signatures, sign }: Claim, secret: string): boolean {
  const expected = sign(secret)
  return signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}

/** `X-Signature: t=<unix seconds>,v1=<hex>`, over `t.body` with the secret as text (https://docs.stripe.com/webhooks#verify-manually). */
function claimOfXSignature({ headers, body }: SignedRequest): Claim | 'missing' | 'malformed' {
  const text = headers['x-signature']
  if (text === undefined) return 'missing'
  const parts = text.split(',').map((part) => part.trim().split('=', 2))
  const valuesOf = (name: string): string[] => parts.flatMap(([key, value = '']) => (key === name ? [value] : []))
  const time = valuesOf('t')[0] ?? ''
  const signatures = valuesOf('v1').filter((value) => /^[0-9a-f]{64}$/i.test(value))
  if (!isUnixTime(time) || signatures.length === 0) return 'malformed'
  return {
    signedAt: Number(time),
    signatures: signatures.map((value) => Buffer.from(value, 'hex')),
    sign: (secret) => createHmac('sha256', secret).update(`${time}.`).update(body).digest(),
  }
}

/**
 * `webhook-signature: v1,<base64> v1,<base64>`, over `id.timestamp.body` with the bytes of the secret
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
function claimOfStandard({ headers, body }: SignedRequest): Claim | 'missing' | 'malformed' {
  const text = headers['webhook-signature']
  if (text === undefined) return 'missing'
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '' } = headers
  const signatures = text.split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  if (id === '' || !isUnixTime(time) || signatures.length === 0) return 'malformed'
  return {
    signedAt: Number(time),
    signatures,
    sign: (secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      return createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest()
    },
  }
}

const isUnixTime = (text: string): boolean => /^\d{1,12}$/.test(text)
