import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { iletiMerkeziConnector } from './ileti-merkezi.connector.ts'
import { readIletiMerkeziReceipts } from './ileti-merkezi-answers.ts'

const credentials = { apiKey: 'ab12cd34ef56', apiHash: '9f8e7d6c5b4a39281706f5e4d3c2b1a0' }

async function connect(answer: VendorAnswer, config = {}) {
  const vendor = await startTestVendor('iletimerkezi-sms.openapi.json', () => answer)
  return {
    vendor,
    connector: openTestConnector(iletiMerkeziConnector, { config: { sender: 'OZTURK', ...config }, credentials, baseUrl: vendor.url }),
  }
}

const says = (code: number | string, rest = {}): VendorAnswer => ({
  status: Number(code),
  body: { response: { status: { code, message: 'İleti Merkezi says so' }, ...rest } },
})
const sms = { to: '+905321234567', text: 'Siparişiniz yola çıktı' }
const authentication = { key: credentials.apiKey, hash: credentials.apiHash }

describe('a text goes out as İleti Merkezi describes it', () => {
  test('as information', async () => {
    const { vendor, connector } = await connect(says('200', { order: { id: 1599558518 } }))
    expect(await connector.run('sendSms', sms)).toMatchObject({ vendorId: '1599558518' })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests[0]?.body).toEqual({
      request: {
        authentication,
        order: {
          sender: 'OZTURK',
          sendDateTime: [],
          iys: '0',
          message: { text: sms.text, receipents: { number: ['+905321234567'] } },
        },
      },
    })
  })

  test('as advertising, checked against the register', async () => {
    const { vendor, connector } = await connect(says(200, { order: { id: '7' } }), { iysFilter: 'individuals' })
    await connector.run('sendSms', sms)
    expect([vendor.requests[0]?.body, vendor.complaints]).toEqual([
      { request: { authentication, order: expect.objectContaining({ iys: '1', iysList: 'BIREYSEL' }) } },
      [],
    ])
  })
})

test('a number of another country is refused before anything is sent', async () => {
  const { vendor, connector } = await connect(says(200))
  await expect(connector.run('sendSms', { ...sms, to: '+6281234567890' })).rejects.toMatchObject({ code: 'invalid_request' })
  expect(vendor.requests).toEqual([])
})

test.each([
  [401, 'wrong_credentials'],
  [402, 'forbidden'],
  [422, 'rejected'],
  [450, 'forbidden'],
  // The same text to the same number within ten minutes: it went out the first time.
  [451, 'rejected'],
  [452, 'rejected'],
  [453, 'too_large'],
])('code %i is %s, and nothing is sent again', async (code, kind) => {
  const { vendor, connector } = await connect(says(code))
  await expect(connector.run('sendSms', sms)).rejects.toMatchObject({
    kind,
    vendor: { status: code, code: String(code), message: 'İleti Merkezi says so' },
  })
  expect(vendor.requests).toHaveLength(1)
})

describe('the test asks for the balance', () => {
  test('and says it', async () => {
    const { vendor, connector } = await connect(says(200, { balance: { amount: '12.50', sms: '480' } }))
    const { finding } = await connector.test()
    expect([finding, vendor.complaints]).toEqual([{ account: '12.50 TL, 480 SMS' }, []])
  })

  test('and says that the credentials are wrong', async () => {
    expect((await (await connect(says(401))).connector.test()).failure?.kind).toBe('wrong_credentials')
  })
})

test('the reports of its webhook are read', () => {
  const report = { id: 1599558518, packet_id: 104525848, to: '+905321234567', body: 'text' }
  const rest = { vendorId: '1599558518', code: null, cost: null }
  expect(readIletiMerkeziReceipts({ report: { ...report, status: 'delivered' } })).toEqual([{ ...rest, status: 'delivered', reason: null }])
  expect(readIletiMerkeziReceipts({ report: { ...report, status: 'undelivered' } })).toEqual([
    { ...rest, status: 'failed', reason: 'undelivered' },
  ])
  expect(readIletiMerkeziReceipts({ report: {} })).toEqual([])
})
