import { expect, test } from 'vitest'
import { startTestVendor } from '../../connectors/kit/test-vendor-spec.ts'
import { startSmtpServer } from '../../connectors/smtp/test-smtp-server.ts'
import { plantWithMail } from '../messages/test-outbox.ts'

const minuteMs = 60_000

/** Somebody signed in who is told of downtimes and accidents by these channels, in a plant with a mail server. */
async function setUp(channels: readonly string[], given: object = {}, port?: number) {
  const plant = await plantWithMail(port === undefined ? {} : { port })
  const { app, key } = plant
  const session = await app.signIn()
  const settings = (method: string, body?: object) =>
    app.request(method, '/api/notification-settings', { headers: session, ...(body === undefined ? {} : { body }) })
  const { body: before } = await settings('GET')
  const subscriptions = ['downtime_started', 'safety_reported'].map((type) => ({ type, channels }))
  const choose = (more: object) =>
    settings('PUT', { subscriptions, quiet_from: null, quiet_to: null, digest: 'off', digest_at: '08:00', ...more })
  const chosen = await choose(given)
  for (const name of ['Torna 3', 'Pres 1']) await app.request('POST', '/api/v1/assets', { key, body: { name } })
  const start = (asset_id: number, reason: string) =>
    app.request('POST', '/api/v1/downtimes', { key, body: { asset_id, reason, started_at: '2026-11-22T07:00:00.000Z' } })
  const wake = () => app.request('POST', '/api/v1/customers', { key, body: { name: 'Wakes what waits' } })
  const subjects = () => plant.server.mails.map(({ subject }) => subject)
  return { ...plant, before, chosen, choose, start, wake, subjects }
}

test('what somebody wants by mail goes to the address of the account, in their language, as a message in the outbox', async () => {
  const { before, chosen, start, subjects, server, get } = await setUp(['window', 'mail'])
  expect(before).toMatchObject({
    channels: ['window', 'desktop', 'mail'],
    mail_address: 'owner@plant.example',
    chat: null,
    chat_connections: [],
  })
  expect(chosen.status).toBe(200)
  await start(1, 'Kayış koptu')
  await expect.poll(subjects).toEqual(['Warning: A downtime began: Torna 3'])
  expect(server.mails[0]?.text).toContain('A downtime began: Torna 3\nKayış koptu\nNov 22, 2026')
  expect(server.mails[0]?.text).toContain('You chose in Interlock to be told of this by mail.')
  expect(await get(1)).toMatchObject({
    kind: 'mail',
    origin: 'notification',
    to: ['owner@plant.example'],
    event_id: expect.stringMatching(/^evt_/),
  })
})

test('quiet hours hold a mail back until they end, several as one; what is critical passes through', async () => {
  // It is eight.
  const { app, key, start, wake, subjects, server } = await setUp(['mail'], { quiet_from: '07:00', quiet_to: '09:00' })
  await start(1, 'Kayış koptu')
  await start(2, 'Sensör kirli')
  const accident = { title: 'Pres kazası', severity: 'fatal', occurred_at: '2026-11-22T07:30:00.000Z' }
  expect((await app.request('POST', '/api/v1/incidents', { key, body: accident })).status).toBe(201)
  await expect.poll(subjects).toEqual(['Critical: Incident reported: Pres kazası'])
  app.advance(59 * minuteMs)
  await wake()
  app.advance(minuteMs)
  await wake()
  await expect.poll(subjects).toEqual(['Critical: Incident reported: Pres kazası', '2 notifications from Interlock'])
  expect(server.mails[1]?.text).toMatch(/Torna 3\nKayış koptu[\s\S]+Pres 1\nSensör kirli/)
})

test('a digest comes once, and what was not sent before a stop is sent after the next start', async () => {
  const { app, start, subjects, wake } = await setUp(['mail'], { digest: 'hourly' })
  await start(1, 'Kayış koptu')
  await start(2, 'Sensör kirli')
  const waiting = () => app.look('live').$client.prepare('SELECT count(*) FROM notification_messages').pluck().get()
  await expect.poll(waiting).toBe(2)
  expect(subjects()).toEqual([])
  app.advance(60 * minuteMs)
  await wake()
  await expect.poll(subjects).toEqual(['2 notifications from Interlock'])
  expect(waiting()).toBe(0)
})

test('chat goes through the chosen connection to the chosen channel; without a connection it waits for one', async () => {
  const { app, key, choose, start, wake } = await setUp(['chat'])
  const posted = { status: 200, body: { ok: true, channel: 'C0123', ts: '1700000000.000100', message: {} } }
  const known = {
    status: 200,
    body: { ok: true, url: 'https://plant.slack.com/', team: 'Plant', user: 'interlock', team_id: 'T1', user_id: 'U1' },
  }
  const slack = await startTestVendor('slack-web-api.openapi.json', ({ path }) => (path === '/auth.test' ? known : posted))
  const waiting = () => app.look('live').$client.prepare('SELECT count(*) FROM notification_messages').pluck().get()
  await choose({ chat: { connection_id: 2, to: '#production' } })
  await start(1, 'Kayış koptu')
  await expect.poll(waiting).toBe(1)
  const body = { name: 'Slack', config: {}, credentials: { bot_token: 'xoxb-0123456789-abcdefghij' }, network: { base_url: slack.url } }
  expect((await app.request('POST', '/api/integrations/slack/connect', { key, body })).body).toMatchObject({ connection: { id: 2 } })
  app.advance(5 * minuteMs)
  await wake()
  const sent = () => slack.requests.filter(({ path }) => path === '/chat.postMessage').map(({ body }) => body)
  const text = 'Warning: A downtime began: Torna 3\nKayış koptu\nNov 22, 2026, 8:00 AM'
  await expect.poll(sent).toEqual([{ channel: '#production', text }])
  expect([waiting(), slack.complaints]).toEqual([0, []])
})

test('a notification that did not go out as a mail is told of in the window, not by another mail', async () => {
  const refusing = await startSmtpServer({
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('No such mailbox'), { responseCode: 550 })),
  })
  const { app, choose, start } = await setUp(['mail'], {}, refusing.port)
  await choose({ subscriptions: ['downtime_started', 'message_failed'].map((type) => ({ type, channels: ['window', 'mail'] })) })
  await start(1, 'Kayış koptu')
  const count = (from: string) => app.look('live').$client.prepare(`SELECT count(*) FROM ${from}`).pluck().get()
  await expect.poll(() => count("notifications WHERE type = 'message_failed'")).toBe(1)
  expect([count('notification_messages'), count('messages')]).toEqual([0, 1])
})
