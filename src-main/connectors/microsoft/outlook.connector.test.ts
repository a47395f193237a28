import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { outlookConnector } from './outlook.connector.ts'

const config = { clientId: '6731de76-14a6-49ae-97bc-6eba6914391e', fromAddress: 'uretim@fabrika.example', fromName: 'Üretim' }
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }

async function connect(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('microsoft-graph.openapi.json', answer)
  const outlook = openTestConnector(outlookConnector, { config, baseUrl: vendor.url, accessToken: async () => 'eyJ0.token' })
  return { vendor, outlook }
}

const refusal = (status: number, code: string): VendorAnswer => ({
  status,
  body: { error: { code, message: 'Microsoft says so', innerError: { 'request-id': 'c6b2a1', date: '2026-11-22T08:00:00' } } },
})

const file = (bytes: number, fileName = 'Fatura Şubat.pdf') => ({
  fileName,
  mediaType: 'application/pdf',
  content: Buffer.alloc(bytes, 7).toString('base64'),
})

test('a mail goes out as Graph describes it, with what it answers', async () => {
  const { vendor, outlook } = await connect(() => ({ status: 202 }))
  const given = {
    ...mail,
    html: '<p>Merhaba</p>',
    cc: ['veli@musteri.example'],
    bcc: ['arsiv@fabrika.example'],
    replyTo: 'satis@fabrika.example',
    inReplyTo: '<2@musteri.example>',
    references: ['<1@musteri.example>'],
    attachments: [file(9)],
  }
  const sent = await outlook.run('sendMail', given, 'msg_1')
  expect(vendor.complaints).toEqual([])
  const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = vendor.requests
  expect([path, headers.authorization]).toEqual(['/me/sendMail', 'Bearer eyJ0.token'])
  const { message } = body as { message: Record<string, unknown> } // just checked by the description
  expect(message).toMatchObject({
    subject: mail.subject,
    body: { contentType: 'html', content: '<p>Merhaba</p>' },
    from: { emailAddress: { address: config.fromAddress, name: config.fromName } },
    bccRecipients: [{ emailAddress: { address: 'arsiv@fabrika.example' } }],
    singleValueExtendedProperties: [
      { id: 'String 0x1042', value: '<2@musteri.example>' },
      { id: 'String 0x1039', value: '<1@musteri.example> <2@musteri.example>' },
    ],
    attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'Fatura Şubat.pdf' }],
  })
  expect(sent).toMatchObject({ vendorId: message['internetMessageId'] })
})

/** A mailbox that takes drafts and uploads, by what Microsoft's pages show; the description ends at sending. */
function mailbox(url: () => string, onPut: (count: number) => VendorAnswer = () => ({ status: 200, body: {} })) {
  return ({ method, path }: VendorRequest, count: number): VendorAnswer => {
    if (method === 'DELETE') return { status: 204 }
    if (path === '/me/messages') return { status: 201, body: { id: 'AAMk=', isDraft: true } }
    if (path.endsWith('/createUploadSession'))
      return { status: 201, body: { uploadUrl: `${url()}/upload/1?authtoken=planted`, nextExpectedRanges: ['0-'] } }
    if (method === 'PUT') return onPut(count)
    return path.endsWith('/send') ? { status: 202 } : { status: 201, body: { id: 'att' } }
  }
}

test('files beyond 3 MB go up in pieces to a draft, without the token', async () => {
  let url = ''
  const { vendor, outlook } = await connect(mailbox(() => url))
  url = vendor.url
  const size = 5 * 1024 * 1024
  await outlook.run('sendMail', { ...mail, attachments: [file(size), file(9, 'kısa.pdf')] })
  expect(vendor.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /me/messages',
    'POST /me/messages/AAMk%3D/attachments/createUploadSession',
    'PUT /upload/1',
    'PUT /upload/1',
    'POST /me/messages/AAMk%3D/attachments',
    'POST /me/messages/AAMk%3D/send',
  ])
  const puts = vendor.requests.filter(({ method }) => method === 'PUT')
  expect(puts.map(({ headers }) => [headers['content-range'], headers.authorization])).toEqual([
    [`bytes 0-3276799/${size}`, undefined],
    [`bytes 3276800-${size - 1}/${size}`, undefined],
  ])
  expect(vendor.requests[1]?.body).toEqual({
    AttachmentItem: { attachmentType: 'file', name: 'Fatura Şubat.pdf', contentType: 'application/pdf', size },
  })
})

test('an upload that comes to nothing leaves no draft, and the mail is not sent', async () => {
  let url = ''
  const { vendor, outlook } = await connect(
    mailbox(
      () => url,
      () => refusal(403, 'ErrorAccessDenied'),
    ),
  )
  url = vendor.url
  const sending = outlook.run('sendMail', { ...mail, attachments: [file(5 * 1024 * 1024)] })
  await expect(sending).rejects.toMatchObject({ kind: 'forbidden', mayHaveArrived: false })
  expect(vendor.requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/me/messages/AAMk%3D' })
})

test('what is larger than a mailbox takes is refused before anything is sent', async () => {
  const { vendor, outlook } = await connect(() => ({ status: 202 }))
  const attachments = [file(20 * 1024 * 1024), file(16 * 1024 * 1024)]
  const sending = outlook.run('sendMail', { ...mail, attachments })
  await expect(sending).rejects.toMatchObject({ kind: 'too_large', detail: '36 MB; at most 35 MB are taken' })
  expect(vendor.requests).toEqual([])
})

test('the test names the account and looks for its mailbox', async () => {
  const { vendor, outlook } = await connect(({ path }) =>
    path === '/me'
      ? { status: 200, body: { mail: null, userPrincipalName: 'uretim@fabrika.example' } }
      : { status: 200, body: { id: 'x' } },
  )
  expect(await outlook.test()).toMatchObject({ failure: null, finding: { account: 'uretim@fabrika.example' } })
  expect(vendor.requests.map(({ path }) => path)).toEqual(['/me', '/me/mailFolders/drafts'])
})

test('an account without a mailbox is told as that', async () => {
  const { outlook } = await connect(({ path }) =>
    path === '/me' ? { status: 200, body: {} } : refusal(404, 'MailboxNotEnabledForRESTAPI'),
  )
  expect((await outlook.test()).failure).toMatchObject({ kind: 'forbidden', vendor: { code: 'MailboxNotEnabledForRESTAPI' } })
})

test.each([
  [400, 'ErrorInvalidRecipients', 'rejected'],
  [400, 'ErrorMessageSizeExceeded', 'too_large'],
  [403, 'ErrorAccessDenied', 'forbidden'],
  [403, 'ErrorSendAsDenied', 'forbidden'],
  [413, 'RequestEntityTooLarge', 'too_large'],
  [429, 'ApplicationThrottled', 'rate_limited'],
  [503, 'ErrorServerBusy', 'vendor_down'],
])('%i with %s is %s', async (status, code, kind) => {
  const { outlook } = await connect(() => ({ ...refusal(status, code), headers: { 'retry-after': '60' } }))
  await expect(outlook.run('sendMail', mail)).rejects.toMatchObject({ kind, vendor: { status, code, message: 'Microsoft says so' } })
})
