import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { amazonSnsConnector } from './amazon-sns.connector.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE'

async function connect(answer: VendorAnswer) {
  const vendor = await startTestVendor(null, () => answer)
  const config = { region: 'eu-central-1', accessKeyId, senderId: 'OZTURK' }
  return { vendor, connector: openTestConnector(amazonSnsConnector, { config, credentials: { secretAccessKey }, baseUrl: vendor.url }) }
}

const xml = (body: string): Pick<VendorAnswer, 'headers' | 'body'> => ({ headers: { 'content-type': 'text/xml' }, body })
const published = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult></PublishResponse>`
const refusal = (code: string) =>
  `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>AWS says so</Message></Error><RequestId>1</RequestId></ErrorResponse>`

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The signature of a request as AWS makes it anew (Signature Version 4), from what arrived. */
function expectedSignature({ method, path, headers, text }: VendorRequest): string {
  const [, date = '', names = ''] = /Credential=[^/]+\/(\d{8})\/.*SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? []
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, path, '', signed.join(''), names, sha256(text)].join('\n')
  const scope = `${date}/eu-central-1/sns/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), 'eu-central-1'), 'sns'), 'aws4_request')
  return hmac(key, toSign).toString('hex')
}

test('a text is published as AWS describes it, signed for the server that it goes to', async () => {
  const { vendor, connector } = await connect({ status: 200, ...xml(published) })
  const sent = await connector.run('sendSms', { to: '+905321234567', text: 'Siparişiniz yola çıktı' })
  expect(sent).toMatchObject({ vendorId: '567910cd-659e-55d4-8ccb-5aaf14679dc0' })
  const [request] = vendor.requests
  if (request === undefined) expect.unreachable()
  expect(request.body).toEqual({
    Action: 'Publish',
    Version: '2010-03-31',
    PhoneNumber: '+905321234567',
    Message: 'Siparişiniz yola çıktı',
    'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
    'MessageAttributes.entry.2.Name': 'AWS.SNS.SMS.SenderID',
    'MessageAttributes.entry.2.Value.DataType': 'String',
    'MessageAttributes.entry.2.Value.StringValue': 'OZTURK',
  })
  expect(request.headers.authorization).toContain(`Signature=${expectedSignature(request)}`)
})

test.each([
  [403, 'InvalidClientTokenId', 'wrong_credentials'],
  [403, 'SignatureDoesNotMatch', 'wrong_credentials'],
  [403, 'AuthorizationError', 'forbidden'],
  [400, 'InvalidParameter', 'rejected'],
  [500, 'InternalError', 'vendor_down'],
])('%i with %s is %s, and goes out once', async (status, code, kind) => {
  const { vendor, connector } = await connect({ status, ...xml(refusal(code)) })
  const sending = connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
  await expect(sending).rejects.toMatchObject({ kind, vendor: { status, code, message: 'AWS says so' } })
  expect(vendor.requests).toHaveLength(1)
})

test('what was throttled is sent again', async () => {
  const vendor = await startTestVendor(null, (_, count) =>
    count === 1 ? { status: 400, ...xml(refusal('Throttling')) } : { status: 200, ...xml(published) },
  )
  const config = { region: 'eu-central-1', accessKeyId }
  const connector = openTestConnector(amazonSnsConnector, { config, credentials: { secretAccessKey }, baseUrl: vendor.url })
  await connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
  expect(vendor.requests).toHaveLength(2)
})

test('the test asks whether the account is in the sandbox', async () => {
  const status = `<GetSMSSandboxAccountStatusResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><GetSMSSandboxAccountStatusResult><IsInSandbox>true</IsInSandbox></GetSMSSandboxAccountStatusResult></GetSMSSandboxAccountStatusResponse>`
  const { connector } = await connect({ status: 200, ...xml(status) })
  expect((await connector.test()).finding).toEqual({ account: `${accessKeyId}, eu-central-1, SMS sandbox` })
})
