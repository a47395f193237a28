import { describe, expect, test } from 'vitest'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { openTestConnector } from '../kit/test-connector.ts'
import { startTestVendor, type VendorAnswer, type VendorRequest } from '../kit/test-vendor-spec.ts'
import { slackConnector } from './slack.connector.ts'

const botToken = 'xoxb-0123456789-abcdefghij'

async function connect(answer: (request: VendorRequest, count: number) => VendorAnswer) {
  const vendor = await startTestVendor('slack-web-api.openapi.json', answer)
  return { vendor, connector: openTestConnector(slackConnector, { config: {}, credentials: { botToken }, baseUrl: vendor.url }) }
}

const posted = { status: 200, body: { ok: true, channel: 'C0123', ts: '1700000000.000100', message: {} } }

test('a message goes out as Slack describes it', async () => {
  const { vendor, connector } = await connect(() => posted)
  expect(await connector.run('sendChat', { to: 'C0123', text: 'Duruş başladı: Torna 3' })).toMatchObject({
    vendorId: 'C0123/1700000000.000100',
  })
  expect(vendor.complaints).toEqual([])
  const [request] = vendor.requests
  expect([request?.path, request?.body, request?.headers.authorization, request?.headers['content-type']]).toEqual([
    '/chat.postMessage',
    { channel: 'C0123', text: 'Duruş başladı: Torna 3' },
    `Bearer ${botToken}`,
    'application/json; charset=utf-8',
  ])
})

test('files are uploaded without the token, and appear with the text in the end', async () => {
  const uploads = await startSink()
  const { vendor, connector } = await connect(({ path }) =>
    path.endsWith('getUploadURLExternal')
      ? { status: 200, body: { ok: true, upload_url: `http://127.0.0.1:${uploads.port}/upload/v1/abc`, file_id: 'F0123' } }
      : { status: 200, body: { ok: true, files: [{ id: 'F0123' }] } },
  )
  const content = Buffer.from('fatura, ş').toString('base64')
  const attachments = [{ fileName: 'Fatura Şubat.pdf', mediaType: 'application/pdf', content }]
  expect(await connector.run('sendChat', { to: 'C0123', text: 'Fatura ekte', attachments })).toMatchObject({ vendorId: 'F0123' })
  expect(vendor.complaints).toEqual([])
  expect(vendor.requests.map(({ path, body }) => [path, body])).toEqual([
    ['/files.getUploadURLExternal', { filename: 'Fatura Şubat.pdf', length: '10' }],
    [
      '/files.completeUploadExternal',
      { files: [{ id: 'F0123', title: 'Fatura Şubat.pdf' }], channel_id: 'C0123', initial_comment: 'Fatura ekte' },
    ],
  ])
  expect(uploads.received.map(({ body, headers }) => [body, headers['authorization']])).toEqual([['fatura, ş', undefined]])
})

describe('a refusal comes with status 200', () => {
  test.each([
    ['invalid_auth', 'wrong_credentials'],
    ['token_revoked', 'wrong_credentials'],
    ['channel_not_found', 'not_found'],
    ['not_in_channel', 'forbidden'],
    ['msg_too_long', 'too_large'],
    ['is_archived', 'rejected'],
    ['internal_error', 'unexpected_answer'],
  ])('%s is %s', async (error, kind) => {
    const { vendor, connector } = await connect(() => ({ status: 200, body: { ok: false, error } }))
    await expect(connector.run('sendChat', { to: 'C0123', text: 'a' })).rejects.toMatchObject({ kind, vendor: { code: error } })
    expect(vendor.requests).toHaveLength(1)
  })

  test('and says which scope is missing', async () => {
    const body = { ok: false, error: 'missing_scope', needed: 'files:write', provided: 'chat:write' }
    const { connector } = await connect(() => ({ status: 200, body }))
    await expect(connector.run('sendChat', { to: 'C0123', text: 'a' })).rejects.toMatchObject({
      kind: 'forbidden',
      vendor: { message: 'missing_scope: needed files:write, provided chat:write' },
    })
  })
})

test('what a limit turned away is sent again after the wait that Slack names', async () => {
  const limit = { status: 429, headers: { 'retry-after': '0' }, body: { ok: false, error: 'ratelimited' } }
  const { vendor, connector } = await connect((_, count) => (count === 1 ? limit : posted))
  await connector.run('sendChat', { to: 'C0123', text: 'a' })
  expect(vendor.requests).toHaveLength(2)
})

test('the test asks who the bot is', async () => {
  const { vendor, connector } = await connect(() => ({ status: 200, body: { ok: true, team: 'Öztürk Makina', user: 'interlock' } }))
  expect([(await connector.test()).finding, vendor.complaints]).toEqual([{ account: 'interlock, Öztürk Makina' }, []])
})
