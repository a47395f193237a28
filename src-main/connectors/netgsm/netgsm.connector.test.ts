import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { netgsmConnector } from './netgsm.connector.ts'
import { readNetgsmReceipts } from './netgsm-answers.ts'

const apiPassword = 'Netgsm-Gizli-1'

async function connect(answer: VendorAnswer, config = {}) {
  const vendor = await startTestVendor('netgsm-sms-v2.openapi.json', () => answer)
  const options = { config: { userCode: '8501234567', sender: 'OZTURKMAK', ...config }, credentials: { apiPassword }, baseUrl: vendor.url }
  return { vendor, connector: openTestConnector(netgsmConnector, options) }
}

const taken = { status: 200, body: { code: '00', jobid: '17377215342605050417149344', description: 'queued' } }
const sms = { to: '+905321234567', text: 'Siparişiniz yola çıktı' }

describe('a text goes out as Netgsm describes it', () => {
  test('with Turkish letters in the Turkish encoding, to ten digits', async () => {
    const { vendor, connector } = await connect(taken)
    expect(await connector.run('sendSms', sms)).toMatchObject({ vendorId: '17377215342605050417149344' })
    expect(vendor.complaints).toEqual([])
    const [request] = vendor.requests
    expect([request?.path, request?.body]).toEqual([
      '/sms/rest/v2/send',
      { msgheader: 'OZTURKMAK', messages: [{ msg: sms.text, no: '5321234567' }], iysfilter: '0', encoding: 'TR' },
    ])
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`8501234567:${apiPassword}`).toString('base64')}`)
  })

  test('a plain one without it, advertising with the check that the law asks for', async () => {
    const { vendor, connector } = await connect(taken, { iysFilter: 'merchants' })
    await connector.run('sendSms', { ...sms, text: 'Merhaba' })
    expect([vendor.requests[0]?.body, vendor.complaints]).toEqual([
      { msgheader: 'OZTURKMAK', messages: [{ msg: 'Merhaba', no: '5321234567' }], iysfilter: '12' },
      [],
    ])
  })
})

describe('nothing is sent', () => {
  test('to a number that is none of a Turkish mobile', async () => {
    const { vendor, connector } = await connect(taken)
    for (const to of ['+6281234567890', '+902122930000'])
      await expect(connector.run('sendSms', { ...sms, to })).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'to' } })
    expect(vendor.requests).toEqual([])
  })

  test('with characters that would go astray', async () => {
    const { vendor, connector } = await connect(taken)
    await expect(connector.run('sendSms', { ...sms, text: 'Tamam 👍 şimdi' })).rejects.toThrow('👍')
    expect(vendor.requests).toEqual([])
  })
})

describe('a refusal is told by its code, whatever the status', () => {
  test.each([
    [406, '20', 'rejected'],
    [406, '30', 'wrong_credentials'],
    [406, '40', 'rejected'],
    [406, '50', 'forbidden'],
    [406, '70', 'rejected'],
    [200, '30', 'wrong_credentials'],
  ])('%i with code %s is %s', async (status, code, kind) => {
    const { vendor, connector } = await connect({ status, body: { code, description: 'Netgsm says so' } })
    await expect(connector.run('sendSms', sms)).rejects.toMatchObject({ kind, vendor: { status, code, message: 'Netgsm says so' } })
    expect(vendor.requests).toHaveLength(1)
  })

  test.each(['80', '100', '101'])('after code %s it is sent again, since nothing was taken', async (code) => {
    const no = { status: 406, body: { code, description: 'not now' } }
    const vendor = await startTestVendor('netgsm-sms-v2.openapi.json', (_, count) => (count === 1 ? no : taken))
    const options = { config: { userCode: '8501234567', sender: 'OZTURKMAK' }, credentials: { apiPassword }, baseUrl: vendor.url }
    await openTestConnector(netgsmConnector, options).run('sendSms', sms)
    expect(vendor.requests).toHaveLength(2)
  })

  test('too many to one number wait a minute, which no caller waits for', async () => {
    const { vendor, connector } = await connect({ status: 406, body: { code: '85', description: 'duplicate limit' } })
    await expect(connector.run('sendSms', sms)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 60_000 })
    expect(vendor.requests).toHaveLength(1)
  })
})

describe('the test asks for the balance, with the credentials in the body', () => {
  test('and says it', async () => {
    const balance = [{ amount: 1250, balance_name: 'Adet SMS' }]
    const { vendor, connector } = await connect({ status: 200, body: { balance } })
    const { finding } = await connector.test()
    expect([finding, vendor.complaints]).toEqual([{ account: '8501234567, 1250 Adet SMS' }, []])
    expect(vendor.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('and says that the credentials are wrong', async () => {
    const { failure } = await (await connect({ status: 200, body: { code: '30' } })).connector.test()
    expect(failure?.kind).toBe('wrong_credentials')
  })
})

test('reports are read: what is on its way, arrived, or failed for good', () => {
  const jobs = [
    { jobid: '1', status: 0 },
    { jobid: '2', status: 1, errorCode: 0 },
    { jobid: '3', status: 16, errorCode: 0 },
    { jobid: '4', status: 99 },
  ]
  const rest = { reason: null, cost: null }
  expect(readNetgsmReceipts({ code: '00', jobs })).toEqual([
    { vendorId: '1', status: 'sent', code: null, ...rest },
    { vendorId: '2', status: 'delivered', code: null, ...rest },
    { vendorId: '3', status: 'failed', code: '16', ...rest },
  ])
  expect(readNetgsmReceipts({ code: '60' })).toEqual([])
})
