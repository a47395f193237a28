import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { signatureHeader, standardSignature } from './signature.ts'

async function setUp(events = ['customer.*']) {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write', 'events:read', 'write'])
  const created = await app.request('POST', '/api/event-consumers', { key, body: { name: 'erp', events } })
  const poll = (query = '', name = 'erp') => app.request('GET', `/api/v1/event-consumers/${name}/poll${query}`, { key })
  const add = async (...names: string[]): Promise<void> => {
    for (const name of names) await app.request('POST', '/api/v1/customers', { key, body: { name } })
  }
  const namesIn = (body: { data: { body: string }[] }) => body.data.map((one) => JSON.parse(one.body).data.customer.name)
  const behind = async () => (await app.request('GET', '/api/event-consumers', { key })).body.data[0].behind
  return { ...app, key, created, poll, add, namesIn, behind, secret: created.body.secret as string }
}

test('events come in order, and again until the next call acknowledges them', async () => {
  const { created, poll, add, namesIn, behind, look } = await setUp()
  expect(created).toMatchObject({ status: 201, body: { name: 'erp', events: ['customer.*'], behind: 0, acknowledged_at: null } })
  expect(look('live').$client.prepare('SELECT secret FROM event_consumers').pluck().get()).not.toContain('whsec_')
  expect((await poll()).body).toMatchObject({ data: [], done: true })
  await add('Acme', 'Çağrı Şişe', 'Ege Vana')
  const first = await poll('?max=2')
  expect([namesIn(first.body), first.body.done, await behind()]).toEqual([['Acme', 'Çağrı Şişe'], false, 3])
  expect((await poll('?max=2')).body.data.map(({ id }: { id: string }) => id)).toEqual(first.body.data.map(({ id }: { id: string }) => id))
  const second = await poll(`?iterator=${first.body.iterator}`)
  expect([namesIn(second.body), second.body.done, await behind()]).toEqual([['Ege Vana'], true, 1])
  // One that asks late takes nothing back.
  expect(namesIn((await poll(`?iterator=${first.body.iterator}`)).body)).toEqual(['Ege Vana'])
  expect((await poll(`?iterator=${second.body.iterator}`)).body).toMatchObject({ data: [], done: true })
  expect(await behind()).toBe(0)
})

test('each is signed as a delivery is', async () => {
  const { poll, add, secret } = await setUp()
  await add('Acme')
  const [{ id, headers, body }] = (await poll()).body.data
  const over = { eventId: id, body: Buffer.from(body), unixSeconds: Number(headers['webhook-timestamp']) }
  expect(headers).toMatchObject({
    'X-Event-Id': id,
    'X-Event-Type': 'customer.created',
    'X-Signature': signatureHeader([secret], over),
    'webhook-signature': standardSignature([secret], over),
  })
})

test('what does not concern a consumer is passed over, and moves it on', async () => {
  const { poll, add, behind } = await setUp(['job.*'])
  await add('Acme', 'Ege Vana')
  const { body } = await poll()
  expect([body.data, body.done]).toEqual([[], true])
  await poll(`?iterator=${body.iterator}`)
  expect(await behind()).toBe(0)
})

test('names are given once, iterators belong to their consumer, and scopes hold', async () => {
  const { request, key, poll, createKey } = await setUp()
  const create = (name: string) => request('POST', '/api/event-consumers', { key, body: { name, events: ['*'] } })
  expect((await create('erp')).body.code).toBe('conflict')
  expect((await create('With Spaces')).body).toMatchObject({ code: 'invalid_request', details: { field: 'name' } })
  await create('mes')
  const { iterator } = (await poll('', 'mes')).body
  expect((await poll(`?iterator=${iterator}`)).body.code).toBe('invalid_cursor')
  expect((await poll('?iterator=nonsense')).body.code).toBe('invalid_cursor')
  expect((await poll('', 'nobody')).status).toBe(404)
  const other = await createKey(['write'])
  expect((await request('POST', '/api/event-consumers', { key: other, body: { name: 'x', events: ['*'] } })).status).toBe(403)
  const reader = await createKey(['webhooks:read'])
  expect((await request('GET', '/api/v1/event-consumers/erp/poll', { key: reader })).status).toBe(403)
  expect((await request('DELETE', '/api/event-consumers/erp', { key })).status).toBe(204)
  expect((await poll()).status).toBe(404)
})
