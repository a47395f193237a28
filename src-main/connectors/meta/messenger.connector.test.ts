import { expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { messengerConnector } from './messenger.connector.ts'

const accessToken = 'EAAPage0123456789abcdefghijklmnop'

async function connect(answer: VendorAnswer, spec: string | null = 'messenger-send-api.openapi.json') {
  const vendor = await startTestVendor(spec, () => answer)
  const options = { config: { pageId: '1902154321' }, credentials: { accessToken }, baseUrl: vendor.url }
  return { vendor, connector: openTestConnector(messengerConnector, options) }
}

test('a text goes out as Meta describes it', async () => {
  const { vendor, connector } = await connect({ status: 200, body: { recipient_id: '7654321', message_id: 'm_AG5Hz2' } })
  expect(await connector.run('sendChat', { to: '7654321', text: 'Makineniz çalışıyor' })).toMatchObject({ vendorId: 'm_AG5Hz2' })
  expect(vendor.complaints).toEqual([])
  expect(vendor.requests.map(({ path, body }) => [path, body])).toEqual([
    ['/v23.0/1902154321/messages', { recipient: { id: '7654321' }, messaging_type: 'RESPONSE', message: { text: 'Makineniz çalışıyor' } }],
  ])
})

test('a file is refused before anything is sent', async () => {
  const { vendor, connector } = await connect({ status: 200 })
  const attachments = [{ fileName: 'a.pdf', mediaType: 'application/pdf', content: 'YQ==' }]
  await expect(connector.run('sendChat', { to: '1', text: 'a', attachments })).rejects.toMatchObject({ code: 'invalid_request' })
  expect(vendor.requests).toEqual([])
})

test('more than a day after the person wrote Meta refuses, and its words are told', async () => {
  const error = { message: '(#10) This message is sent outside of allowed window.', code: 10, error_subcode: 2018278 }
  const { connector } = await connect({ status: 400, body: { error } })
  await expect(connector.run('sendChat', { to: '1', text: 'a' })).rejects.toMatchObject({
    kind: 'forbidden',
    vendor: { code: '10/2018278', message: '(#10) This message is sent outside of allowed window.' },
  })
})

test('the test reads the page and says its name', async () => {
  const { vendor, connector } = await connect({ status: 200, body: { name: 'Öztürk Makina', id: '1902154321' } }, null)
  expect((await connector.test()).finding).toEqual({ account: 'Öztürk Makina' })
  expect([vendor.requests[0]?.path, vendor.requests[0]?.query.get('fields')]).toEqual(['/v23.0/1902154321', 'name'])
})
