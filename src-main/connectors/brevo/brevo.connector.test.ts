import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { brevoConnector } from './brevo.connector.ts'

const apiKey = 'xkeysib-planted-0123456789'
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }
const taken = { status: 201, body: { messageId: '<202611220800.1@smtp-relay.mailin.fr>' } }

async function connect(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('brevo-email.openapi.json', answer)
  const config = { fromAddress: 'uretim@fabrika.example', fromName: 'Üretim' }
  return { vendor, brevo: openTestConnector(brevoConnector, { config, credentials: { apiKey }, baseUrl: vendor.url }) }
}

test('a mail goes out as Brevo describes it, with the key that it sends once by', async () => {
  const { vendor, brevo } = await connect(() => taken)
  const given = {
    ...mail,
    html: '<p>Merhaba</p>',
    cc: ['veli@musteri.example'],
    bcc: ['arsiv@fabrika.example'],
    replyTo: 'satis@fabrika.example',
    inReplyTo: '<2@musteri.example>',
    references: ['<1@musteri.example>'],
    attachments: [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content: 'ZmF0dXJh' }],
  }
  expect(await brevo.run('sendMail', given, 'msg_1')).toMatchObject({ vendorId: taken.body.messageId })
  expect([vendor.complaints, vendor.requests[0]?.headers['api-key']]).toEqual([[], apiKey])
  expect(vendor.requests[0]?.body).toEqual({
    sender: { email: 'uretim@fabrika.example', name: 'Üretim' },
    to: [{ email: 'ali@musteri.example' }],
    cc: [{ email: 'veli@musteri.example' }],
    bcc: [{ email: 'arsiv@fabrika.example' }],
    replyTo: { email: 'satis@fabrika.example' },
    subject: mail.subject,
    htmlContent: '<p>Merhaba</p>',
    textContent: 'Merhaba Ayşe',
    headers: {
      'In-Reply-To': '<2@musteri.example>',
      References: '<1@musteri.example> <2@musteri.example>',
      'Idempotency-Key': 'msg_1',
    },
    attachment: [{ name: 'Fatura Şubat.pdf', content: 'ZmF0dXJh' }],
  })
})

test('a mail under a key is sent again after a failure of Brevo, one without is not', async () => {
  const { vendor, brevo } = await connect((_, count) => (count === 1 ? { status: 502 } : taken))
  expect(await brevo.run('sendMail', mail, 'msg_1')).toMatchObject({ vendorId: taken.body.messageId })
  expect(vendor.requests).toHaveLength(2)
  const other = await connect(() => ({ status: 502 }))
  await expect(other.brevo.run('sendMail', mail)).rejects.toMatchObject({ kind: 'vendor_down', mayHaveArrived: true })
  expect(other.vendor.requests).toHaveLength(1)
})

test('what is larger than Brevo takes is refused before anything is sent', async () => {
  const { vendor, brevo } = await connect(() => taken)
  const content = Buffer.alloc(30 * 1024 * 1024).toString('base64')
  const attachments = [{ fileName: 'a.bin', mediaType: 'application/octet-stream', content }]
  await expect(brevo.run('sendMail', { ...mail, attachments })).rejects.toMatchObject({
    kind: 'too_large',
    detail: '30 MB; at most 20 MB are taken',
  })
  expect(vendor.requests).toEqual([])
})

test('the test reads the account', async () => {
  const { vendor, brevo } = await connect(() => ({ status: 200, body: { email: 'a@fabrika.example', companyName: 'Öztürk Makina' } }))
  expect([await brevo.test(), vendor.complaints]).toMatchObject([
    { failure: null, finding: { account: 'Öztürk Makina, a@fabrika.example' } },
    [],
  ])
})

test.each([
  [400, 'invalid_parameter', 'rejected'],
  [401, 'unauthorized', 'wrong_credentials'],
  [402, 'not_enough_credits', 'forbidden'],
  [403, 'permission_denied', 'forbidden'],
  [403, 'account_under_validation', 'forbidden'],
  [429, 'too_many_requests', 'rate_limited'],
])('%i with %s is %s', async (status, code, kind) => {
  const headers = { 'x-sib-ratelimit-remaining': '0', 'x-sib-ratelimit-reset': '60' }
  const { brevo } = await connect(() => ({ status, headers: status === 429 ? headers : {}, body: { code, message: 'Brevo says so' } }))
  await expect(brevo.run('sendMail', mail)).rejects.toMatchObject({ kind, vendor: { status, code, message: 'Brevo says so' } })
})
