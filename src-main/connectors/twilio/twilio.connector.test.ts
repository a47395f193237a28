import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { twilioConnector } from './twilio.connector.ts'
import { readTwilioReceipts } from './twilio-api.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`
const authToken = 'f00dfeedf00dfeedf00dfeedf00dfeed'
const sid = `SM${'0123456789abcdef'.repeat(2)}`

const taken = { sid, status: 'queued', num_segments: '2', price: null, price_unit: 'USD' }

async function connect(answer: VendorAnswer, config = {}) {
  const vendor = await startTestVendor('twilio-messages.openapi.json', () => answer)
  const connector = openTestConnector(twilioConnector, {
    config: { accountSid, sender: '+15005550006', ...config },
    credentials: { authToken },
    baseUrl: vendor.url,
  })
  return { vendor, connector }
}

test('a Turkish text goes out as Twilio describes it, and its parts and id come back', async () => {
  const { vendor, connector } = await connect({ status: 201, body: taken })
  const sent = await connector.run('sendSms', { to: '+905321234567', text: 'Siparişiniz yola çıktı, iyi günler' })
  expect(sent).toEqual({ vendorId: sid, parts: 2, cost: null, refused: [] })
  expect(vendor.complaints).toEqual([])
  expect(vendor.requests.map(({ path, body }) => [path, body])).toEqual([
    [
      `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      { To: '+905321234567', From: '+15005550006', Body: 'Siparişiniz yola çıktı, iyi günler' },
    ],
  ])
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64')
  expect(vendor.requests[0]?.headers.authorization).toBe(`Basic ${basic}`)
})

test('a messaging service chooses the sender, an API key signs in, and what it costs is told once it is known', async () => {
  const service = `MG${'0123456789abcdef'.repeat(2)}`
  const apiKeySid = `SK${'0123456789abcdef'.repeat(2)}`
  const answer = { ...taken, num_segments: '0', price: '-0.0075' }
  const { vendor, connector } = await connect({ status: 201, body: answer }, { sender: service, apiKeySid })
  expect(await connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })).toMatchObject({ parts: null, cost: '-0.0075 USD' })
  expect(vendor.complaints).toEqual([])
  expect(vendor.requests[0]?.body).toEqual({ To: '+905321234567', MessagingServiceSid: service, Body: 'Merhaba' })
  expect(vendor.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${apiKeySid}:${authToken}`).toString('base64')}`)
})

test('the test reads the account and says its name', async () => {
  const { vendor, connector } = await connect({ status: 200, body: { sid: accountSid, friendly_name: 'Öztürk Makina', status: 'active' } })
  const { finding, failure } = await connector.test()
  expect([finding, failure, vendor.complaints]).toEqual([{ account: 'Öztürk Makina' }, null, []])
})

test.each([
  [401, 20003, 'wrong_credentials'],
  [400, 21211, 'rejected'],
  [400, 21408, 'forbidden'],
  [400, 21608, 'forbidden'],
  [400, 21610, 'rejected'],
  [400, 21617, 'too_large'],
  [404, 20404, 'not_found'],
  [500, 20500, 'vendor_down'],
])('%i with code %i is %s', async (status, code, kind) => {
  const { vendor, connector } = await connect({ status, body: { code, message: 'Twilio says so', more_info: '', status } })
  const sending = connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
  await expect(sending).rejects.toMatchObject({ kind, vendor: { status, code: String(code), message: 'Twilio says so' } })
  expect(vendor.requests).toHaveLength(1)
})

test('what a limit turned away is sent again, after the wait that Twilio names', async () => {
  const limit = { status: 429, headers: { 'retry-after': '0' }, body: { code: 20429, message: 'Too Many Requests', status: 429 } }
  const vendor = await startTestVendor('twilio-messages.openapi.json', (_, count) => (count === 1 ? limit : { status: 201, body: taken }))
  const options = { config: { accountSid, sender: 'OZTURK' }, credentials: { authToken }, baseUrl: vendor.url }
  expect(await openTestConnector(twilioConnector, options).run('sendSms', { to: '+905321234567', text: 'Merhaba' })).toMatchObject({
    vendorId: sid,
  })
  expect(vendor.requests).toHaveLength(2)
})

test('an answer that is none of Twilio is no success, and is not sent again', async () => {
  const { vendor, connector } = await connect({ status: 200, body: { hello: 'world' } })
  const sending = connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
  await expect(sending).rejects.toMatchObject({ kind: 'unexpected_answer', mayHaveArrived: true })
  expect(vendor.requests).toHaveLength(1)
})

test.each([
  ['delivered', { status: 'delivered', code: null }],
  ['undelivered', { status: 'failed', code: '30003' }],
  ['sent', { status: 'sent', code: null }],
])('the callback %s is a receipt', (MessageStatus, expected) => {
  const error = MessageStatus === 'undelivered' ? { ErrorCode: '30003' } : {}
  expect(readTwilioReceipts({ MessageSid: sid, MessageStatus, ...error })).toEqual([
    { vendorId: sid, reason: null, cost: null, ...expected },
  ])
})

test('what says nothing new is no receipt', () => {
  expect(readTwilioReceipts({ MessageSid: sid, MessageStatus: 'queued' })).toEqual([])
  expect(readTwilioReceipts({ SmsSid: sid })).toEqual([])
})
