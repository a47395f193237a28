import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { vonageConnector } from './vonage.connector.ts'
import { readVonageReceipts } from './vonage-answers.ts'

const apiSecret = 'abcdef0123456789'

async function connect(answer: VendorAnswer, spec = 'vonage-sms.openapi.json') {
  const vendor = await startTestVendor(spec, () => answer)
  const options = { config: { apiKey: 'abcd1234', sender: 'OZTURK' }, credentials: { apiSecret }, baseUrl: vendor.url }
  return { vendor, connector: openTestConnector(vonageConnector, options) }
}

const part = {
  to: '905321234567',
  'message-id': '0A0000000123ABCD1',
  status: '0',
  'remaining-balance': '3.14',
  'message-price': '0.03330000',
}
const answerWith = (...messages: readonly object[]): VendorAnswer => ({
  status: 200,
  body: { 'message-count': String(messages.length), messages },
})

describe('a text goes out as Vonage describes it', () => {
  test('a plain one', async () => {
    const { vendor, connector } = await connect(answerWith(part))
    const sent = await connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
    expect(sent).toEqual({ vendorId: '0A0000000123ABCD1', parts: 1, cost: '0.0333 EUR', refused: [] })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests[0]?.body).toEqual({
      api_key: 'abcd1234',
      api_secret: apiSecret,
      from: 'OZTURK',
      to: '905321234567',
      text: 'Merhaba',
    })
  })

  test('one with Turkish letters as unicode, else they arrive as question marks', async () => {
    const { vendor, connector } = await connect(answerWith(part, { ...part, 'message-id': '0A0000000123ABCD2' }))
    const text = 'Siparişiniz yola çıktı'.padEnd(80, '.')
    expect(await connector.run('sendSms', { to: '+905321234567', text })).toMatchObject({ parts: 2, cost: '0.0666 EUR' })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests[0]?.body).toMatchObject({ type: 'unicode', text })
  })
})

describe('a refusal comes with status 200', () => {
  test.each([
    ['4', 'wrong_credentials'],
    ['5', 'vendor_down'],
    ['6', 'rejected'],
    ['9', 'forbidden'],
    ['12', 'too_large'],
    ['15', 'rejected'],
    ['29', 'forbidden'],
  ])('status %s of the part is %s', async (status, kind) => {
    const { connector } = await connect(answerWith({ status, 'error-text': 'Vonage says so' }))
    const sending = connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })
    await expect(sending).rejects.toMatchObject({ kind, vendor: { code: status, message: 'Vonage says so' } })
  })

  test('a throttled one is sent again, and arrives once', async () => {
    const throttled = answerWith({ status: '1', 'error-text': 'Throttled' })
    const vendor = await startTestVendor('vonage-sms.openapi.json', (_, count) => (count === 1 ? throttled : answerWith(part)))
    const options = { config: { apiKey: 'abcd1234', sender: 'OZTURK' }, credentials: { apiSecret }, baseUrl: vendor.url }
    const sent = await openTestConnector(vonageConnector, options).run('sendSms', { to: '+905321234567', text: 'Merhaba' })
    expect([sent, vendor.requests.length]).toEqual([expect.objectContaining({ parts: 1 }), 2])
  })

  test('where a part was taken nothing is sent again, and the missing part is told', async () => {
    const { vendor, connector } = await connect(answerWith(part, { status: '1', 'error-text': 'Throttled' }))
    expect(await connector.run('sendSms', { to: '+905321234567', text: 'Merhaba' })).toMatchObject({
      vendorId: '0A0000000123ABCD1',
      refused: [{ to: '+905321234567', reason: 'Throttled' }],
    })
    expect(vendor.requests).toHaveLength(1)
  })
})

describe('the test asks for the balance', () => {
  test('and says it', async () => {
    const { vendor, connector } = await connect({ status: 200, body: { value: 10.28, autoReload: false } }, 'vonage-account.openapi.json')
    const { finding } = await connector.test()
    expect([finding, vendor.complaints]).toEqual([{ account: 'abcd1234, 10.28 EUR' }, []])
  })

  test('and says that the credentials are wrong', async () => {
    const answer = { status: 401, body: { 'error-code': '401', 'error-code-label': 'authentication failed' } }
    const { failure, steps } = await (await connect(answer, 'vonage-account.openapi.json')).connector.test()
    expect([failure?.kind, steps.at(-1)?.state]).toEqual(['wrong_credentials', 'failed'])
  })
})

test('delivery receipts are read, with code and price', () => {
  const base = { msisdn: '905321234567', to: 'OZTURK', messageId: '0A0000001234567B', price: '0.03330000', scts: '2011281400' }
  expect(readVonageReceipts({ ...base, status: 'delivered', 'err-code': '0' })).toEqual([
    { vendorId: '0A0000001234567B', status: 'delivered', code: null, reason: null, cost: '0.03330000 EUR' },
  ])
  expect(readVonageReceipts({ ...base, status: 'rejected', 'err-code': '6' })).toMatchObject([
    { status: 'failed', code: '6', reason: 'rejected' },
  ])
  expect(readVonageReceipts({ ...base, status: 'unknown', 'err-code': '99' })).toEqual([])
})
