import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { gmailConnector } from './gmail.connector.ts'

const config = { clientId: '1.apps.googleusercontent.com', fromAddress: 'uretim@fabrika.example', fromName: 'Üretim, Şişli' }
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }
const taken = { status: 200, body: { id: '18c2f', threadId: '18c2f', labelIds: ['SENT'] } }

/** As Gmail writes its errors. */
const refusal = (code: number, reason: string, more = {}): VendorAnswer => ({
  status: code,
  body: { error: { code, message: 'Google says so', errors: [{ message: 'Google says so', domain: 'global', reason }], ...more } },
})

const noMail = refusal(400, 'invalidArgument', { status: 'INVALID_ARGUMENT' })

async function connect(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('google-gmail.openapi.json', answer)
  return {
    vendor,
    gmail: openTestConnector(gmailConnector, { config, baseUrl: vendor.url, accessToken: async () => 'ya29.token' }),
    /** The name of the account is read from another API of Google. */
    complaints: () => vendor.complaints.filter((complaint) => !complaint.includes('/v1/userinfo')),
  }
}

test('a mail goes up as it was written, hidden recipients and the mails that it answers with it', async () => {
  const { vendor, gmail, complaints } = await connect(() => taken)
  const sent = await gmail.run('sendMail', {
    ...mail,
    html: '<p>Merhaba</p>',
    cc: ['veli@musteri.example'],
    bcc: ['arsiv@fabrika.example'],
    replyTo: 'satis@fabrika.example',
    inReplyTo: '<2@musteri.example>',
    references: ['<1@musteri.example>'],
    attachments: [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content: Buffer.from('fatura, ş').toString('base64') }],
  })
  expect([sent, complaints()]).toEqual([{ vendorId: '18c2f', parts: null, cost: null, refused: [] }, []])
  const [request] = vendor.requests
  expect([request?.path, request?.headers.authorization]).toEqual(['/gmail/v1/users/me/messages/send', 'Bearer ya29.token'])
  const { raw = '' } = (request?.body ?? {}) as { raw?: string }
  expect(raw).toMatch(/^[\w-]+=*$/)
  const whole = Buffer.from(raw, 'base64url').toString()
  expect(whole.split('\r\n\r\n')[0]).toMatch(/^[\r\n\t -~]*$/)
  const arrived = await simpleParser(whole)
  expect([arrived.subject, arrived.from?.value, arrived.replyTo?.value[0]?.address]).toEqual([
    mail.subject,
    [{ address: config.fromAddress, name: config.fromName }],
    'satis@fabrika.example',
  ])
  expect([arrived.bcc, arrived.cc].map((one) => (Array.isArray(one) ? one[0] : one)?.text)).toEqual([
    'arsiv@fabrika.example',
    'veli@musteri.example',
  ])
  expect([arrived.inReplyTo, arrived.references]).toEqual(['<2@musteri.example>', ['<1@musteri.example>', '<2@musteri.example>']])
  expect(arrived.attachments.map((one) => [one.filename, one.contentType, one.content.toString()])).toEqual([
    ['Fatura Şubat.pdf', 'application/pdf', 'fatura, ş'],
  ])
})

const attachmentOf = (megabytes: number) => ({
  fileName: 'a.bin',
  mediaType: 'application/octet-stream',
  content: Buffer.alloc(megabytes * 1024 * 1024).toString('base64'),
})

test('a large mail is uploaded as it is', async () => {
  const { vendor, gmail, complaints } = await connect(() => taken)
  await gmail.run('sendMail', { ...mail, attachments: [attachmentOf(4)] })
  const [request] = vendor.requests
  expect([complaints(), request?.path, request?.query.get('uploadType'), request?.headers['content-type']]).toEqual([
    [],
    '/upload/gmail/v1/users/me/messages/send',
    'media',
    'message/rfc822',
  ])
  expect((await simpleParser(request?.text ?? '')).attachments[0]?.size).toBe(4 * 1024 * 1024)
})

test('what is larger than Gmail takes is refused before anything is sent', async () => {
  const { vendor, gmail } = await connect(() => taken)
  const sending = gmail.run('sendMail', { ...mail, attachments: [attachmentOf(30)] })
  await expect(sending).rejects.toMatchObject({ kind: 'too_large', mayHaveArrived: false, detail: '41.1 MB; at most 35 MB are taken' })
  expect(vendor.requests).toEqual([])
})

test('the test names the account, and asks the API for nothing to be sent', async () => {
  const { vendor, gmail, complaints } = await connect(({ path }) =>
    path === '/v1/userinfo' ? { status: 200, body: { sub: '1', email: 'uretim@fabrika.example', email_verified: true } } : noMail,
  )
  expect(await gmail.test()).toMatchObject({ failure: null, finding: { account: 'uretim@fabrika.example' } })
  expect([complaints(), vendor.requests[1]?.body]).toEqual([[], {}])
})

test.each([
  [
    'the API is not on',
    refusal(403, 'accessNotConfigured', { status: 'PERMISSION_DENIED', details: [{ reason: 'SERVICE_DISABLED' }] }),
    'forbidden',
  ],
  ['sending was not granted', refusal(403, 'insufficientPermissions', { status: 'PERMISSION_DENIED' }), 'forbidden'],
  ['the token does not hold', refusal(401, 'authError'), 'wrong_credentials'],
])('the test fails when %s', async (_, answer, kind) => {
  const { gmail } = await connect(({ path }) => (path === '/v1/userinfo' ? { status: 200, body: { sub: '1' } } : answer))
  // A token that is not taken would be renewed, which this test does not.
  if (kind === 'wrong_credentials') return expect(gmail.test()).rejects.toThrow('renews no token')
  expect((await gmail.test()).failure).toMatchObject({ kind, vendor: { status: 403, message: 'Google says so' } })
})

test.each([
  [403, 'rateLimitExceeded', 'rate_limited'],
  [403, 'userRateLimitExceeded', 'rate_limited'],
  [403, 'dailyLimitExceeded', 'rate_limited'],
  [403, 'domainPolicy', 'forbidden'],
  [429, 'rateLimitExceeded', 'rate_limited'],
  [400, 'failedPrecondition', 'rejected'],
  [413, 'uploadTooLarge', 'too_large'],
  [500, 'backendError', 'vendor_down'],
])('%i with %s is %s', async (status, reason, kind) => {
  const answer = refusal(status, reason)
  const { gmail } = await connect(() => ({ ...answer, headers: { 'retry-after': '60' } }))
  await expect(gmail.run('sendMail', mail)).rejects.toMatchObject({ kind, vendor: { status, code: reason, message: 'Google says so' } })
})

test('an answer that is none of Gmail is no success, and the mail is not sent again', async () => {
  const { vendor, gmail } = await connect(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>portal</html>' }))
  await expect(gmail.run('sendMail', mail)).rejects.toMatchObject({ kind: 'not_json' })
  expect(vendor.requests).toHaveLength(1)
})
