import { describe, expect, test } from 'vitest'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer } from '../kit/test-vendor-spec.ts'
import { telegramConnector } from './telegram.connector.ts'

const botToken = '1234567890:AAF-abcdefghijklmnopqrstuvwxyz01234'

async function connect(answer: (count: number) => VendorAnswer) {
  const vendor = await startTestVendor('telegram-bot-api.openapi.json', (_, count) => answer(count))
  return { vendor, connector: openTestConnector(telegramConnector, { config: {}, credentials: { botToken }, baseUrl: vendor.url }) }
}

const sent = { status: 200, body: { ok: true, result: { message_id: 42, date: 1, chat: { id: -1001234, type: 'supergroup' } } } }
const content = Buffer.from('fatura, ş').toString('base64')
const file = { fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content }

describe('a message goes out as Telegram describes it', () => {
  test('as a text', async () => {
    const { vendor, connector } = await connect(() => sent)
    expect(await connector.run('sendChat', { to: '@uretim', text: 'Duruş bitti' })).toMatchObject({ vendorId: '-1001234/42' })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests.map(({ path, body }) => [path, body])).toEqual([
      [`/bot${botToken}/sendMessage`, { chat_id: '@uretim', text: 'Duruş bitti' }],
    ])
  })

  test('as a file with the text under it', async () => {
    const { vendor, connector } = await connect(() => sent)
    await connector.run('sendChat', { to: '-1001234', text: 'Fatura ekte', attachments: [file] })
    expect(vendor.complaints).toEqual([])
    expect(vendor.requests[0]?.body).toEqual({ chat_id: '-1001234', caption: 'Fatura ekte', document: 'fatura, ş' })
    expect(vendor.requests[0]?.text).toContain('filename="Fatura Şubat.pdf"')
  })
})

test('two files, or a long text beside one, are refused before anything is sent', async () => {
  const { vendor, connector } = await connect(() => sent)
  for (const message of [
    { text: 'a', attachments: [file, file] },
    { text: 'a'.repeat(1_025), attachments: [file] },
  ])
    await expect(connector.run('sendChat', { to: '1', ...message })).rejects.toMatchObject({ code: 'invalid_request' })
  expect(vendor.requests).toEqual([])
})

describe('a refusal is told by its code', () => {
  test.each([
    [400, 'Bad Request: chat not found', 'rejected'],
    [401, 'Unauthorized', 'wrong_credentials'],
    [403, 'Forbidden: bot was blocked by the user', 'forbidden'],
    [404, 'Not Found', 'wrong_credentials'],
  ])('%i %s is %s', async (status, description, kind) => {
    const { vendor, connector } = await connect(() => ({ status, body: { ok: false, error_code: status, description } }))
    await expect(connector.run('sendChat', { to: '1', text: 'a' })).rejects.toMatchObject({ kind, vendor: { message: description } })
    expect(vendor.requests).toHaveLength(1)
  })

  test('a limit says in the body how long to wait', async () => {
    const body = (seconds: number) => ({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: seconds },
    })
    const patient = await connect((count) => (count === 1 ? { status: 429, body: body(0) } : sent))
    await patient.connector.run('sendChat', { to: '1', text: 'a' })
    expect(patient.vendor.requests).toHaveLength(2)
    const { connector } = await connect(() => ({ status: 429, body: body(90) }))
    await expect(connector.run('sendChat', { to: '1', text: 'a' })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 90_000 })
  })

  test('a group that became a supergroup says where it has gone', async () => {
    const parameters = { migrate_to_chat_id: -1009876 }
    const body = { ok: false, error_code: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat', parameters }
    const { connector } = await connect(() => ({ status: 400, body }))
    await expect(connector.run('sendChat', { to: '-5', text: 'a' })).rejects.toMatchObject({
      vendor: { message: 'Bad Request: group chat was upgraded to a supergroup chat (-1009876)' },
    })
  })
})

test('the test asks who the bot is', async () => {
  const { vendor, connector } = await connect(() => ({ status: 200, body: { ok: true, result: { id: 1, username: 'ozturk_bot' } } }))
  expect([(await connector.test()).finding, vendor.complaints]).toEqual([{ account: '@ozturk_bot' }, []])
})
