import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { type Signer, verifyRequest } from './verify-signature.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const mes: Signer = { secret, webhookId: 1, webhookName: 'MES' }
const erp: Signer = { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}`, webhookId: 2, webhookName: 'ERP' }
const now = 1_795_680_000
const body = '{"id":"evt_1","event":"job.completed","data":{"job":{"title":"Şase kaynağı"}}}'

const stripe = new Stripe('sk_test_none')

/** Signed by the libraries of those who made the schemes. */
const signedAt = (at: number, key = secret) => ({
  'x-signature': stripe.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp: at }),
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(at),
  'webhook-signature': new Webhook(key).sign('evt_1', new Date(at * 1000), body),
})

const verify = (headers: Record<string, string | undefined>, options: { body?: string; signers?: readonly Signer[] } = {}) => {
  const { verdict, signer, signatures } = verifyRequest(
    { headers, body: Buffer.from(options.body ?? body), unixSeconds: now },
    options.signers ?? [erp, mes],
  )
  return { verdict, by: signer?.webhookName, results: signatures.map(({ result }) => result) }
}

test('what the libraries of Stripe and Standard Webhooks signed is right, by the webhook whose secret it was', () => {
  expect(verify(signedAt(now))).toEqual({ verdict: 'right', by: 'MES', results: ['right', 'right'] })
  expect(verify(signedAt(now, erp.secret))).toMatchObject({ verdict: 'right', by: 'ERP' })
})

test('one of the two schemes is enough, and none is unsigned', () => {
  const { 'x-signature': own, ...standard } = signedAt(now)
  expect(verify({ 'x-signature': own })).toEqual({ verdict: 'right', by: 'MES', results: ['right', 'missing'] })
  expect(verify(standard)).toEqual({ verdict: 'right', by: 'MES', results: ['missing', 'right'] })
  expect(verify({})).toEqual({ verdict: 'unsigned', by: undefined, results: ['missing', 'missing'] })
})

test('while a secret is replaced, one of several signatures has to fit', () => {
  const old = signedAt(now, `whsec_${Buffer.alloc(32, 1).toString('base64')}`)
  const both = signedAt(now)
  const headers = {
    ...both,
    'x-signature': `${old['x-signature']},${both['x-signature'].split(',')[1]}`,
    'webhook-signature': `v1a,unknown ${old['webhook-signature']} ${both['webhook-signature']}`,
  }
  expect(verify(headers)).toEqual({ verdict: 'right', by: 'MES', results: ['right', 'right'] })
})

test('a changed body, another secret and a changed id fit no signature', () => {
  expect(verify(signedAt(now), { body: `${body} ` })).toEqual({ verdict: 'wrong', by: undefined, results: ['mismatch', 'mismatch'] })
  expect(verify(signedAt(now), { signers: [erp] })).toMatchObject({ verdict: 'wrong', results: ['mismatch', 'mismatch'] })
  expect(verify({ ...signedAt(now), 'webhook-id': 'evt_2' })).toMatchObject({ verdict: 'wrong', results: ['right', 'mismatch'] })
})

test.each([
  [300, 'right'],
  [301, 'too_old'],
  [-300, 'right'],
  [-301, 'too_new'],
])('a signature of %i seconds ago is %s', (ago, result) => {
  expect(verify(signedAt(now - ago))).toMatchObject({ verdict: result === 'right' ? 'right' : 'wrong', results: [result, result] })
})

test('how far away the time of a signature is, is told', () => {
  const { signatures } = verifyRequest({ headers: signedAt(now - 400), body: Buffer.from(body), unixSeconds: now }, [mes])
  expect(signatures.map(({ secondsAway }) => secondsAway)).toEqual([400, 400])
})

test.each([
  ['x-signature', 'v1=00'],
  ['x-signature', 't=soon,v1=aa'],
  ['x-signature', `t=${now},v0=${createHmac('sha256', secret).update(body).digest('hex')}`],
  ['webhook-signature', 'no-version'],
  ['webhook-timestamp', 'soon'],
  ['webhook-id', ''],
])('%s with %j cannot be read', (name, value) => {
  const { results } = verify({ ...signedAt(now), [name]: value })
  expect(results).toContain('malformed')
})

test('without a webhook that sends here, a signature is not checked', () => {
  expect(verify(signedAt(now), { signers: [] })).toEqual({ verdict: 'unchecked', by: undefined, results: ['no_secret', 'no_secret'] })
})
