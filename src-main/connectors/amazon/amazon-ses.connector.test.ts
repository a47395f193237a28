import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { amazonSesConnector } from './amazon-ses.connector.ts'

// NB: CommonJS, whose default Vitest and TypeScript take for two different things.
const { default: startSes }: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local')

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const config = {
  region: 'eu-central-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  fromAddress: 'uretim@fabrika.example',
  fromName: 'Üretim, Şişli',
}
const mail = { to: ['ali@musteri.example'], subject: 'İş emri ğüşıöç tamamlandı', text: 'Merhaba Ayşe' }

const open = (baseUrl: string) => openTestConnector(amazonSesConnector, { config, credentials: { secretAccessKey }, baseUrl })

async function connect(answer: VendorAnswer) {
  const vendor = await startTestVendor(null, () => answer)
  return { vendor, ses: open(vendor.url) }
}

/** The emulator of SES, which checks requests by a schema of its own. */
async function startEmulator(): Promise<string> {
  const server = await startSes({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
}

test('the emulator of SES takes a mail with Turkish subject and attachment', async () => {
  const url = await startEmulator()
  const attachments = [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content: Buffer.from('fatura, ş').toString('base64') }]
  const sent = await open(url).run('sendMail', { ...mail, cc: ['veli@musteri.example'], attachments })
  const { emails } = (await (await fetch(`${url}/store`)).json()) as { emails: Record<string, unknown>[] } // of the emulator
  expect(emails.at(-1)).toMatchObject({
    messageId: (sent as { vendorId: string }).vendorId,
    subject: mail.subject,
    destination: { to: ['ali@musteri.example'], cc: ['veli@musteri.example'], bcc: [] },
    attachments: [{ filename: 'Fatura Şubat.pdf', content: attachments[0]?.content }],
  })
})

test('hidden recipients are in the destination and not in the mail, and the request is signed', async () => {
  const { vendor, ses } = await connect({ status: 200, body: { MessageId: '0100017f' } })
  expect(await ses.run('sendMail', { ...mail, bcc: ['arsiv@fabrika.example'] })).toMatchObject({ vendorId: '0100017f' })
  const [request] = vendor.requests
  expect([request?.method, request?.path]).toEqual(['POST', '/v2/email/outbound-emails'])
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/ses\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/,
  )
  const body = request?.body as { Content: { Raw: { Data: string } } }
  expect(body).toEqual({
    FromEmailAddress: config.fromAddress,
    Destination: { ToAddresses: ['ali@musteri.example'], CcAddresses: [], BccAddresses: ['arsiv@fabrika.example'] },
    Content: { Raw: { Data: expect.any(String) } },
  })
  const arrived = await simpleParser(Buffer.from(body.Content.Raw.Data, 'base64'))
  expect([arrived.subject, arrived.bcc, arrived.from?.value]).toEqual([
    mail.subject,
    undefined,
    [{ address: config.fromAddress, name: config.fromName }],
  ])
})

test('what is larger than SES takes is refused before anything is sent', async () => {
  const { vendor, ses } = await connect({ status: 200, body: {} })
  const content = Buffer.alloc(30 * 1024 * 1024).toString('base64')
  const attachments = [{ fileName: 'a.bin', mediaType: 'application/octet-stream', content }]
  await expect(ses.run('sendMail', { ...mail, attachments })).rejects.toMatchObject({
    kind: 'too_large',
    detail: '41.1 MB; at most 40 MB are taken',
  })
  expect(vendor.requests).toEqual([])
})

test.each([
  [{ SendingEnabled: true, ProductionAccessEnabled: true }, { finding: { account: 'AKIAIOSFODNN7EXAMPLE, eu-central-1' } }],
  [{ SendingEnabled: true, ProductionAccessEnabled: false }, { finding: { account: 'AKIAIOSFODNN7EXAMPLE, eu-central-1, SES sandbox' } }],
  [{ SendingEnabled: false }, { failure: { kind: 'forbidden' } }],
])('the test of an account with %j', async (body, expected) => {
  const { vendor, ses } = await connect({ status: 200, body })
  expect(await ses.test()).toMatchObject(expected)
  expect(vendor.requests[0]).toMatchObject({ method: 'GET', path: '/v2/email/account', text: '' })
})

test.each([
  [400, 'MessageRejected', 'rejected'],
  [400, 'MailFromDomainNotVerifiedException', 'forbidden'],
  [400, 'SendingPausedException', 'forbidden'],
  [403, 'AccessDeniedException', 'forbidden'],
  [403, 'UnrecognizedClientException', 'wrong_credentials'],
  [403, 'InvalidSignatureException', 'wrong_credentials'],
  [404, 'NotFoundException', 'not_found'],
  [429, 'TooManyRequestsException', 'rate_limited'],
])('%i with %s is %s', async (status, code, kind) => {
  const headers = { 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/`, 'retry-after': '60' }
  const { ses } = await connect({ status, headers, body: { message: 'AWS says so' } })
  await expect(ses.run('sendMail', mail)).rejects.toMatchObject({ kind, vendor: { status, code, message: 'AWS says so' } })
})
