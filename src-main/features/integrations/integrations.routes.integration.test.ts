import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { startSmtpServer } from '../../connectors/smtp/test-smtp-server.ts'
import { listNewestEvents } from '../../events/event-log.ts'

const password = 's3cret-Şifre'

const plant = async () => {
  const app = await createTestApp()
  const server = await startSmtpServer()
  return { app, server, key: await app.createKey(['admin']) }
}

const smtp = (port: number, given: object = {}) => ({
  config: { host: '127.0.0.1', port, security: 'none', user_name: 'plant', from_address: 'plant@example.com' },
  credentials: { password },
  ...given,
})

const connect = (app: TestApp, key: string, body: object, type = 'smtp') =>
  app.request('POST', `/api/integrations/${type}/connect`, { key, body })

const sendMail = (app: TestApp, key: string, input: object = {}) =>
  app.request('POST', '/api/connections/1/actions/send_mail', {
    key,
    body: { input: { to: ['ali@example.com'], subject: 'Deneme ğüş', text: 'Merhaba', ...input } },
  })

const eventsOf = (app: TestApp) => listNewestEvents(app.look('live'), 10).map(({ event }) => event)

test('a mail server is connected, turns green, sends a mail, and is in the log without its password', async () => {
  const { app, server, key } = await plant()
  const connected = await connect(app, key, smtp(server.port, { name: 'Office mail' }))
  expect([connected.status, connected.body.test, connected.body.connection.status]).toMatchObject([
    201,
    { is_ok: true, account: 'plant' },
    'ACTIVE',
  ])
  expect(connected.body.connection).toMatchObject({ is_default: true, account: 'plant', credentials: { password: { ending: null } } })

  const sent = await sendMail(app, key)
  expect([sent.status, server.mails.map(({ subject }) => subject)]).toEqual([200, ['Deneme ğüş']])
  expect(sent.body.output.vendor_id).toBe(server.mails[0]?.messageId)

  const { body: calls } = await app.request('GET', '/api/connections/1/calls', { key })
  expect(calls.data.map((call: { purpose: string; method: string }) => [call.purpose, call.method])).toEqual([
    ['sendMail', 'SEND'],
    ['test', 'VERIFY'],
  ])
  const { body: status } = await app.request('GET', '/api/integrations/smtp/status', { key })
  expect(status).toEqual({
    type: 'smtp',
    id: 1,
    status: 'ACTIVE',
    last_success_at: '2026-11-22T08:00:00.000Z',
    last_error: null,
    next_refresh_at: null,
    connections: 1,
  })
  const { body: usage } = await app.request('GET', '/api/connections/1/usage?span=week', { key })
  expect(usage.data.at(-1)).toMatchObject({ calls: 2, failed: 0 })
  expect(usage.data).toHaveLength(7)
})

test('a wrong password is told in the language of the caller, with the words of the server, and can be corrected under the same id', async () => {
  const { app, server, key } = await plant()
  const headers = { 'accept-language': 'tr' }
  const wrong = await app.request('POST', '/api/integrations/smtp/connect', {
    key,
    headers,
    body: smtp(server.port, { credentials: { password: 'x' } }),
  })
  expect(wrong.body.connection.status).toBe('ERROR')
  expect(wrong.body.test).toMatchObject({
    is_ok: false,
    failure: { kind: 'wrong_credentials', step: 'vendor', message: 'SMTP kimlik bilgilerini kabul etmedi.', vendor: { status: 535 } },
  })
  const again = await connect(app, key, smtp(server.port, { id: 1 }))
  expect([again.body.connection.id, again.body.connection.status, again.body.connection.version]).toEqual([1, 'ACTIVE', 2])
})

test('credentials that the server refuses in use make an error of the connection once, and an event', async () => {
  const { app, server, key } = await plant()
  await connect(app, key, smtp(server.port))
  const change = { id: 1, credentials: { password: 'changed meanwhile' } }
  expect((await app.request('PUT', '/api/integrations', { key, body: { data: [change] } })).status).toBe(200)
  for (let count = 0; count < 2; count += 1) {
    const { status, body } = await sendMail(app, key)
    expect([status, body.code, body.details.kind, body.details.step]).toEqual([424, 'connection_failed', 'wrong_credentials', 'vendor'])
  }
  expect((await app.request('GET', '/api/connections/1', { key })).body).toMatchObject({
    status: 'ERROR',
    last_error: { kind: 'wrong_credentials' },
  })
  expect(eventsOf(app)).toEqual(['connection.failed'])
  await connect(app, key, smtp(server.port, { id: 1 }))
  expect(eventsOf(app)).toEqual(['connection.restored', 'connection.failed'])
})

test('whoever names another server does not get the saved password', async () => {
  const { app, server, key } = await plant()
  await connect(app, key, smtp(server.port))
  const moved = { ...smtp(server.port).config, host: 'localhost' }
  for (const [method, path, body] of [
    ['PUT', '/api/integrations', { data: [{ id: 1, config: moved }] }],
    ['POST', '/api/integrations/test/smtp', { id: 1, config: moved }],
    ['POST', '/api/integrations/smtp/connect', { id: 1, config: moved }],
  ] as const) {
    const answer = await app.request(method, path, { key, body })
    expect([answer.status, answer.body.details.field]).toEqual([400, 'credentials'])
  }
})

test('what does not fit the form is named by its field, and nothing is kept', async () => {
  const { app, key } = await plant()
  const { status, body } = await connect(app, key, { config: { host: 'not a host', port: 0 }, credentials: { passwort: 'x' } })
  const fields = body.details.fields.map(({ field }: { field: string }) => field)
  expect([status, fields]).toEqual([400, ['config.host', 'config.port', 'config.from_address', 'credentials.passwort']])
  expect((await app.request('GET', '/api/connections/1', { key })).status).toBe(404)
  expect((await connect(app, key, {}, 'fax')).status).toBe(404)
})

test('settings are tested before they are saved, and nothing is kept of that', async () => {
  const { app, server, key } = await plant()
  const test = await app.request('POST', '/api/integrations/test/smtp', { key, body: smtp(server.port) })
  expect([test.status, test.body.is_ok]).toEqual([200, true])
  const closed = await app.request('POST', '/api/integrations/test/smtp', { key, body: smtp(9) })
  expect(closed.body.steps.map(({ step, state }: { step: string; state: string }) => `${step} ${state}`)).toEqual([
    'dns ok',
    'tcp failed',
    'tls not_reached',
    'protocol not_reached',
    'vendor not_reached',
  ])
  expect((await app.request('GET', '/api/integrations/smtp/status', { key })).body).toMatchObject({ id: null, connections: 0 })
})

test('of several connections of one type one is the default; what is taken away hands it on', async () => {
  const { app, server, key } = await plant()
  for (const name of ['A', 'B']) await connect(app, key, smtp(server.port, { name }))
  const status = async () => (await app.request('GET', '/api/integrations/smtp/status', { key })).body
  expect((await status()).id).toBe(1)
  await app.request('PUT', '/api/integrations', { key, body: { data: [{ id: 2, is_default: true }] } })
  expect((await status()).id).toBe(2)
  expect((await app.request('DELETE', '/api/integrations/smtp', { key })).status).toBe(409)
  expect((await app.request('DELETE', '/api/integrations/smtp?id=2', { key })).status).toBe(204)
  expect(await status()).toMatchObject({ id: 1, connections: 1 })
  expect((await app.request('DELETE', '/api/integrations/smtp', { key })).status).toBe(204)
  expect(await status()).toMatchObject({ id: null, status: 'INACTIVE' })
  expect(await sendMail(app, key)).toMatchObject({ status: 404 })
})

test('what is out of use sends nothing until it is put back', async () => {
  const { app, server, key } = await plant()
  await connect(app, key, smtp(server.port))
  const set = (is_active: boolean) => app.request('PUT', '/api/integrations', { key, body: { data: [{ id: 1, is_active }] } })
  await set(false)
  expect((await sendMail(app, key)).body.code).toBe('conflict')
  await set(true)
  expect((await sendMail(app, key)).status).toBe(200)
})

test('a change to what somebody else has changed meanwhile is refused', async () => {
  const { app, server, key } = await plant()
  await connect(app, key, smtp(server.port))
  const rename = (name: string) => app.request('PUT', '/api/integrations', { key, body: { data: [{ id: 1, name, version: 1 }] } })
  expect([(await rename('A')).status, (await rename('B')).body.code]).toEqual([200, 'version_conflict'])
})

test('who may only read changes and sends nothing', async () => {
  const { app, server, key } = await plant()
  await connect(app, key, smtp(server.port))
  const reader = await app.createKey(['integrations:read'])
  const statuses = [
    await app.request('GET', '/api/integrations', { key: reader }),
    await connect(app, reader, smtp(server.port)),
    await sendMail(app, reader),
    await app.request('PUT', '/api/integrations', { key: reader, body: { data: [{ id: 1, name: 'x' }] } }),
    await app.request('POST', '/api/integrations/test/smtp', { key: reader, body: { id: 1 } }),
    await app.request('DELETE', '/api/integrations/smtp', { key: reader }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([200, 403, 403, 403, 403, 403])
})
