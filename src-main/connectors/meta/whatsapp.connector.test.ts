import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { readWhatsappReceipts, whatsappConnector } from './whatsapp.connector.ts'

const accessToken = 'EAAJB0123456789abcdefghijklmnop'

async function connect(answer: VendorAnswer, config = {}) {
  const vendor = await startTestVendor('whatsapp-cloud.openapi.json', () => answer)
  const options = { config: { phoneNumberId: '106540352242922', ...config }, credentials: { accessToken }, baseUrl: vendor.url }
  return { vendor, connector: openTestConnector(whatsappConnector, options) }
}

const taken = { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id: 'wamid.HBgL' }] } }
const to = '+905321234567'

describe('a message goes out as Meta describes it', () => {
  test('as a text', async () => {
    const { vendor, connector } = await connect(taken)
    expect(await connector.run('sendWhatsapp', { to, text: 'İş emriniz hazır' })).toMatchObject({ vendorId: 'wamid.HBgL' })
    expect(vendor.complaints).toEqual([])
    const [request] = vendor.requests
    expect([request?.path, request?.body, request?.headers.authorization]).toEqual([
      '/v23.0/106540352242922/messages',
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '905321234567',
        type: 'text',
        text: { body: 'İş emriniz hazır' },
      },
      `Bearer ${accessToken}`,
    ])
  })

  test('as a template, by the version that was set', async () => {
    const { vendor, connector } = await connect(taken, { graphVersion: 'v25.0' })
    await connector.run('sendWhatsapp', { to, template: { name: 'siparis_hazir', language: 'tr', parameters: ['JOB-12', 'Şişli'] } })
    await connector.run('sendWhatsapp', { to, template: { name: 'hosgeldiniz', language: 'tr' } })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests.map(({ path, body }) => [path, (body as { template: object }).template])).toEqual([
      [
        '/v25.0/106540352242922/messages',
        {
          name: 'siparis_hazir',
          language: { code: 'tr' },
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'JOB-12' },
                { type: 'text', text: 'Şişli' },
              ],
            },
          ],
        },
      ],
      ['/v25.0/106540352242922/messages', { name: 'hosgeldiniz', language: { code: 'tr' } }],
    ])
  })
})

test('neither both nor nothing is sent', async () => {
  const { vendor, connector } = await connect(taken)
  const template = { name: 'a', language: 'tr' }
  for (const content of [{}, { text: '' }, { text: 'a', template }])
    await expect(connector.run('sendWhatsapp', { to, ...content })).rejects.toMatchObject({ code: 'invalid_request' })
  expect(vendor.requests).toEqual([])
})

describe('a refusal is told by its code, with the details of Meta', () => {
  test.each([
    [401, 190, 'wrong_credentials'],
    [400, 131047, 'rejected'],
    [400, 131026, 'rejected'],
    [400, 131030, 'forbidden'],
    [400, 132001, 'rejected'],
    [403, 10, 'forbidden'],
  ])('%i with code %i is %s', async (status, code, kind) => {
    const error = { message: `(#${code}) short`, type: 'OAuthException', code, error_data: { details: 'in full' }, fbtrace_id: 'A1' }
    const { vendor, connector } = await connect({ status, body: { error } })
    await expect(connector.run('sendWhatsapp', { to, text: 'a' })).rejects.toMatchObject({
      kind,
      vendor: { code: String(code), message: 'in full' },
    })
    expect(vendor.requests).toHaveLength(1)
  })

  test.each([130_429, 131_056])('what the limit %i turned away is sent again', async (code) => {
    const limit = { status: 400, body: { error: { message: 'limit', code } } }
    const vendor = await startTestVendor('whatsapp-cloud.openapi.json', (_, count) => (count === 1 ? limit : taken))
    const options = { config: { phoneNumberId: '106540352242922' }, credentials: { accessToken }, baseUrl: vendor.url }
    await openTestConnector(whatsappConnector, options).run('sendWhatsapp', { to, text: 'a' })
    expect(vendor.requests).toHaveLength(2)
  })
})

test('the test reads the number and says whose it is', async () => {
  const { vendor, connector } = await connect({
    status: 200,
    body: { verified_name: 'Öztürk Makina', display_phone_number: '+90 532 123 45 67', id: '1' },
  })
  expect([(await connector.test()).finding, vendor.complaints]).toEqual([{ account: 'Öztürk Makina, +90 532 123 45 67' }, []])
})

test('the statuses of a notice are receipts', () => {
  const error = { code: 131047, title: 'Re-engagement message', error_data: { details: 'more than 24 hours' } }
  const statuses = [
    { id: 'wamid.1', status: 'read', timestamp: '1', recipient_id: '905321234567' },
    { id: 'wamid.2', status: 'failed', errors: [error] },
    { id: 'wamid.3', status: 'warning' },
  ]
  expect(
    readWhatsappReceipts({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }),
  ).toEqual([
    { vendorId: 'wamid.1', status: 'read', code: null, reason: null, cost: null },
    { vendorId: 'wamid.2', status: 'failed', code: '131047', reason: 'more than 24 hours', cost: null },
  ])
  expect(readWhatsappReceipts({ entry: [{ changes: [{ value: { messages: [] } }] }] })).toEqual([])
})
