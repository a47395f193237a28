import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { startSmtpServer } from '../../connectors/smtp/test-smtp-server.ts'
import { mail, plantWithMail } from './test-outbox.ts'

test('a mail is on disk when it is answered, goes out once with its attachment, and says so', async () => {
  const { server, send, get, statusOf, eventsOf } = await plantWithMail()
  const attachments = [{ file_name: 'Teklif ş.pdf', media_type: 'application/pdf', content: Buffer.from('%PDF-1.3 ğ').toString('base64') }]
  const answer = await send(mail({ cc: ['cc@example.com'], attachments }))
  expect([answer.status, answer.body]).toMatchObject([
    202,
    { message_key: 'MSG-1', status: 'queued', origin: 'api', connection_name: 'Office mail', attachments: [{ file_name: 'Teklif ş.pdf' }] },
  ])
  await expect.poll(() => statusOf(1)).toBe('sent')
  expect(server.mails.map(({ subject, attachments: [file] }) => [subject, file?.filename, file?.content.toString()])).toEqual([
    ['Proforma ğüşİı', 'Teklif ş.pdf', '%PDF-1.3 ğ'],
  ])
  expect(await get(1)).toMatchObject({ attempts: 1, vendor_id: server.mails[0]?.messageId, cc: ['cc@example.com'], failure: null })
  expect(eventsOf()).toEqual(['MSG-1 message.queued', 'MSG-1 message.sent'])
})

/** A port on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('while the server is away mails wait, and go out in their order when it is back', async () => {
  const { app, key, server, send, get, connectTo, eventsOf } = await plantWithMail({ port: await deadPort() })
  for (const number of [1, 2, 3]) await send(mail({ subject: `Mail ${number}` }))
  await expect.poll(async () => (await get(1)).status, { timeout: 10_000 }).toBe('waiting')
  expect(await get(1)).toMatchObject({ failure: { kind: 'refused', message: 'The server of SMTP refused the connection.' }, attempts: 1 })
  expect([(await get(2)).status, (await get(3)).status]).toEqual(['queued', 'queued'])
  await connectTo(server.port, { id: 1 })
  app.advance(60_000)
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Wakes the line' } })
  await expect.poll(() => server.mails.map(({ subject }) => subject), { timeout: 10_000 }).toEqual(['Mail 1', 'Mail 2', 'Mail 3'])
  expect(eventsOf().filter((event) => event.endsWith('sent'))).toEqual(['MSG-1 message.sent', 'MSG-2 message.sent', 'MSG-3 message.sent'])
})

test('what a server refuses for good fails with its words, and those behind it go out', async () => {
  const { connectTo, send, get, statusOf, eventsOf, act } = await plantWithMail()
  const refusing = await startSmtpServer({
    onRcptTo: ({ address }, _, done) =>
      address === 'gone@example.com' ? done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 })) : done(),
  })
  await connectTo(refusing.port, { id: 1 })
  await send(mail({ to: ['gone@example.com'] }))
  await send(mail())
  await expect.poll(() => statusOf(2)).toBe('sent')
  expect(await get(1)).toMatchObject({
    status: 'failed',
    failure: { kind: 'rejected', message: 'SMTP refused the request.', vendor: { status: 550, message: '550 5.1.1 no such user' } },
  })
  expect(eventsOf()).toContain('MSG-1 message.failed')
  // Again, since somebody may have made the mailbox meanwhile.
  expect(await act(1, 'resend')).toMatchObject({ status: 202, body: { id: 1, status: 'queued', attempts: 0, failure: null } })
  await expect.poll(() => statusOf(1)).toBe('failed')
  // Of what went out, a copy goes.
  expect(await act(2, 'resend')).toMatchObject({ status: 202, body: { id: 3, resend_of: 2, status: 'queued' } })
  await expect.poll(() => statusOf(3)).toBe('sent')
  expect(refusing.mails).toHaveLength(2)
})

test('only the recipient that takes nothing for now waits, with everything for them in its order', async () => {
  const { app, key, connectTo, send, get, statusOf } = await plantWithMail()
  let isBusy = true
  const server = await startSmtpServer({
    onRcptTo: ({ address }, _, done) =>
      isBusy && address === 'busy@example.com' ? done(Object.assign(new Error('4.2.2 mailbox is full'), { responseCode: 452 })) : done(),
  })
  await connectTo(server.port, { id: 1 })
  await send(mail({ to: ['busy@example.com'], subject: 'first' }))
  await send(mail({ to: ['busy@example.com'], subject: 'second' }))
  await send(mail({ subject: 'of another' }))
  await expect.poll(() => statusOf(3)).toBe('sent')
  await expect.poll(() => statusOf(1), { timeout: 10_000 }).toBe('waiting')
  expect(await get(2)).toMatchObject({ status: 'queued', attempts: 0 })
  isBusy = false
  app.advance(60_000)
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Wakes the line' } })
  await expect.poll(() => server.mails.map(({ subject }) => subject)).toEqual(['of another', 'first', 'second'])
})

test('what waits is canceled, and never goes out', async () => {
  const { app, key, server, send, get, act, connectTo, eventsOf } = await plantWithMail({ port: await deadPort() })
  await send(mail({ subject: 'canceled' }))
  await send(mail({ subject: 'goes' }))
  await expect.poll(async () => (await get(1)).status, { timeout: 10_000 }).toBe('waiting')
  expect(await act(1, 'cancel')).toMatchObject({ status: 200, body: { status: 'canceled' } })
  expect(await act(1, 'cancel')).toMatchObject({ status: 409, body: { code: 'conflict' } })
  await connectTo(server.port, { id: 1 })
  app.advance(60_000)
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Wakes the line' } })
  await expect.poll(() => server.mails.map(({ subject }) => subject)).toEqual(['goes'])
  expect(eventsOf()).toContain('MSG-1 message.canceled')
})

test('while its connection is out of use a message waits and says why; with the connection gone it fails', async () => {
  const { app, key, server, send, get, statusOf } = await plantWithMail()
  const use = (isActive: boolean) => app.request('PUT', '/api/integrations', { key, body: { data: [{ id: 1, is_active: isActive }] } })
  await use(false)
  await send(mail())
  await expect.poll(() => get(1)).toMatchObject({ status: 'waiting', failure: { kind: 'connection_off' } })
  await use(true)
  await expect.poll(() => statusOf(1)).toBe('sent')
  await use(false)
  await send(mail())
  await expect.poll(() => statusOf(2)).toBe('waiting')
  await app.request('DELETE', '/api/integrations/smtp', { key })
  await expect
    .poll(() => get(2))
    .toMatchObject({ status: 'failed', failure: { kind: 'connection_deleted' }, connection_name: 'Office mail' })
  expect(server.mails).toHaveLength(1)
})

test('the list has the filters, the words and the cursors of every list', async () => {
  const { app, key, send, statusOf } = await plantWithMail()
  for (const subject of ['Şasi teklifi', 'Rulman siparişi', 'Fatura']) await send(mail({ subject, to: [`${subject.length}@example.com`] }))
  await expect.poll(() => statusOf(3)).toBe('sent')
  const list = async (query: string) => (await app.request('GET', `/api/v1/messages?${query}`, { key })).body
  const idsOf = async (query: string) => (await list(query)).data.map(({ id }: { id: number }) => id)
  expect(await idsOf('')).toEqual([3, 2, 1])
  expect(await idsOf('q=rulman')).toEqual([2])
  expect(await idsOf('to=6@example.com')).toEqual([3])
  expect(await idsOf('status[in]=sent,failed&kind=mail&sort=id')).toEqual([1, 2, 3])
  const first = await list('page[limit]=2')
  expect(await idsOf(`page[limit]=2&page[after]=${first.pagination.next_cursor}`)).toEqual([1])
  expect((await app.request('GET', '/api/v1/messages/counts', { key })).body).toEqual({ queued: 0, waiting: 0, sending: 0, uncertain: 0 })
})

test('what cannot be sent is refused by its field, and without the right everything is', async () => {
  const { app, send } = await plantWithMail()
  for (const [body, field] of [
    [mail({ to: ['nobody'] }), 'to.0'],
    [mail({ subject: '' }), 'subject'],
    [mail({ template: { name: 'a', language: 'tr' } }), 'template'],
    [mail({ attachments: [{ file_name: 'a', media_type: 'not one', content: 'YQ==' }] }), 'attachments.0.media_type'],
    [mail({ record: { type: 'secrets', id: 1 } }), 'record.type'],
  ] as const) {
    expect(await send(body), field).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  }
  expect(await send({ kind: 'sms', to: ['05321234567'], text: 'Merhaba' })).toMatchObject({ status: 409, body: { code: 'conflict' } })
  const reader = await app.createKey(['write'])
  expect((await app.request('POST', '/api/v1/messages', { key: reader, body: mail() })).status).toBe(403)
  expect((await app.request('GET', '/api/v1/messages', { key: reader })).status).toBe(403)
})
