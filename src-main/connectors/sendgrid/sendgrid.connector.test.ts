import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { sendgridConnector } from './sendgrid.connector.ts'

const apiKey = 'SG.planted-key.0123456789'
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }

async function connect(answer: VendorAnswer, spec = 'sendgrid-mail-send.openapi.json') {
  const vendor = await startTestVendor(spec, () => answer)
  const config = { fromAddress: 'uretim@fabrika.example', fromName: 'Üretim, Şişli' }
  return { vendor, sendgrid: openTestConnector(sendgridConnector, { config, credentials: { apiKey }, baseUrl: vendor.url }) }
}

const taken = { status: 202, headers: { 'x-message-id': '14c5d75ce93' } }

test('a mail goes out as SendGrid describes it, nobody twice', async () => {
  const { vendor, sendgrid } = await connect(taken)
  const sent = await sendgrid.run('sendMail', {
    ...mail,
    html: '<p>Merhaba</p>',
    cc: ['ali@musteri.example', 'veli@musteri.example'],
    bcc: ['veli@musteri.example', 'arsiv@fabrika.example'],
    replyTo: 'satis@fabrika.example',
    inReplyTo: '<2@musteri.example>',
    attachments: [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content: 'ZmF0dXJh' }],
  })
  expect([sent, vendor.complaints]).toEqual([{ vendorId: '14c5d75ce93', parts: null, cost: null, refused: [] }, []])
  expect(vendor.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`)
  expect(vendor.requests[0]?.body).toEqual({
    personalizations: [
      { to: [{ email: 'ali@musteri.example' }], cc: [{ email: 'veli@musteri.example' }], bcc: [{ email: 'arsiv@fabrika.example' }] },
    ],
    from: { email: 'uretim@fabrika.example', name: 'Üretim, Şişli' },
    reply_to: { email: 'satis@fabrika.example' },
    subject: mail.subject,
    content: [
      { type: 'text/plain', value: 'Merhaba Ayşe' },
      { type: 'text/html', value: '<p>Merhaba</p>' },
    ],
    headers: { 'In-Reply-To': '<2@musteri.example>', References: '<2@musteri.example>' },
    attachments: [{ filename: 'Fatura Şubat.pdf', type: 'application/pdf', content: 'ZmF0dXJh', disposition: 'attachment' }],
  })
})

test.each([
  ['no text', { text: '' }, [{ type: 'text/plain', value: ' ' }]],
  ['only HTML', { text: '', html: '<p>a</p>' }, [{ type: 'text/html', value: '<p>a</p>' }]],
])('a mail with %s has a body that SendGrid takes', async (_, body, content) => {
  const { vendor, sendgrid } = await connect(taken)
  await sendgrid.run('sendMail', { ...mail, ...body })
  expect([vendor.complaints, (vendor.requests[0]?.body as { content: unknown } | undefined)?.content]).toEqual([[], content])
})

test('what is larger than SendGrid takes is refused before anything is sent', async () => {
  const { vendor, sendgrid } = await connect(taken)
  const content = Buffer.alloc(31 * 1024 * 1024).toString('base64')
  const attachments = [{ fileName: 'a.bin', mediaType: 'application/octet-stream', content }]
  await expect(sendgrid.run('sendMail', { ...mail, attachments })).rejects.toMatchObject({
    kind: 'too_large',
    detail: '31 MB; at most 30 MB are taken',
  })
  expect(vendor.requests).toEqual([])
})

test.each([
  [['mail.send', 'user.profile.read'], null],
  [['user.profile.read'], 'forbidden'],
])('the test of a key with %j finds %s', async (scopes, kind) => {
  const { vendor, sendgrid } = await connect({ status: 200, body: { scopes } }, 'sendgrid-scopes.openapi.json')
  expect([(await sendgrid.test()).failure?.kind ?? null, vendor.complaints]).toEqual([kind, []])
})

test.each([
  [400, 'Does not contain a valid address.', 'rejected'],
  [401, 'The provided authorization grant is invalid, expired, or revoked', 'wrong_credentials'],
  [403, 'The from address does not match a verified Sender Identity.', 'forbidden'],
  [413, 'content too large', 'too_large'],
  [429, 'too many requests', 'rate_limited'],
  [500, 'internal error', 'vendor_down'],
])('%i is told with the words of SendGrid', async (status, message, kind) => {
  const { vendor, sendgrid } = await connect({
    status,
    headers: { 'retry-after': '60' },
    body: { errors: [{ message, field: null, help: null }] },
  })
  await expect(sendgrid.run('sendMail', mail)).rejects.toMatchObject({ kind, vendor: { status, message } })
  expect(vendor.requests).toHaveLength(1)
})
