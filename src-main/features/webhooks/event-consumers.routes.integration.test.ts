import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { signatureHeader, standardSignature } from './signature.ts'

async function setUp(events = ['customer.*'], filter: string | null = null) {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write', 'events:read', 'write'])
  const created = await app.request('POST', '/api/event-consumers', { key, body: { name: 'erp', events, filter } })
  const poll = (query = '', name = 'erp') => app.request('GET', `/api/v1/event-consumers/${name}/poll${query}`, { key })
  const add = async (...names: string[]): Promise<void> => {
    for (const name of names) await app.request('POST', '/api/v1/customers', { key, body: { name } })
  }
  const namesIn = (body: { data: { body: string }[] }) => body.data.map((one) => JSON.parse(one.body).data.customer.name)
  const behind = async () => (await app.request('GET', '/api/event-consumers', { key })).body.data[0].behind
  const manage = (method: string, path: string, body: object) => app.request(method, `/api/event-consumers/erp${path}`, { key, body })
  return { ...app, manage, key, created, poll, add, namesIn, behind, secret: created.body.secret as string }
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

test('a call that waits is answered by the next event that concerns it, empty at its end, and when the program stops', async () => {
  const { poll, add, namesIn, behind, request, key, close } = await setUp(['customer.*'], 'data.customer.name != "Acme"')
  const waiting = poll('?wait=30')
  await add('Acme')
  await request('POST', '/api/v1/jobs', { key, body: { title: 'Job', customer_id: 1 } })
  await add('Ege Vana')
  const { body } = await waiting
  expect(namesIn(body)).toEqual(['Ege Vana'])
  expect((await poll(`?wait=1&iterator=${body.iterator}`)).body).toMatchObject({ data: [], done: true })
  expect((await poll('?wait=31')).body).toMatchObject({ code: 'invalid_request', details: { field: 'wait' } })
  await request('POST', '/api/v1/jobs', { key, body: { title: 'Job', customer_id: 1 } })
  const passed = await poll()
  expect(await behind()).toBeGreaterThan(0)
  const cutOff = poll(`?wait=30&iterator=${passed.body.iterator}`)
  // It has come, and waits.
  await expect.poll(behind).toBe(0)
  await close()
  expect((await cutOff).body).toMatchObject({ data: [], done: true })
})

test('a new secret signs beside the old one for the overlap, then alone', async () => {
  const { manage, poll, add, secret, advance, look } = await setUp()
  await add('Acme')
  const rotated = await manage('POST', '/rotate-secret', { overlap_hours: 1 })
  expect(rotated).toMatchObject({ status: 200, body: { name: 'erp', previous_secret_until: '2026-11-22T09:00:00.000Z' } })
  expect(rotated.body.secret).not.toBe(secret)
  expect(JSON.stringify(look('live').$client.prepare('SELECT * FROM event_consumers').get())).not.toContain('whsec_')
  const signedBy = async (secrets: string[]) => {
    const [{ id, headers, body }] = (await poll()).body.data
    const over = { eventId: id, body: Buffer.from(body), unixSeconds: Number(headers['webhook-timestamp']) }
    expect(headers['webhook-signature']).toBe(standardSignature(secrets, over))
  }
  await signedBy([rotated.body.secret, secret])
  advance(3_600_000)
  await signedBy([rotated.body.secret])
})

test('it fetches again from an event on, as long as that is kept and may wait', async () => {
  const { manage, poll, add, namesIn, request, key, advance } = await setUp()
  await add('Acme', 'Ege Vana')
  const first = await poll()
  const done = await poll(`?iterator=${first.body.iterator}`)
  expect(done.body.data).toEqual([])
  expect((await manage('POST', '/rewind', { event_id: first.body.data[1].id })).status).toBe(200)
  expect(namesIn((await poll()).body)).toEqual(['Ege Vana'])
  expect((await manage('POST', '/rewind', { event_id: 'evt_never' })).body.code).toBe('not_found')
  advance(31 * 86_400_000)
  expect((await manage('POST', '/rewind', { event_id: first.body.data[0].id })).body.code).toBe('conflict')
  expect((await request('GET', '/api/event-consumers/erp/drops', { key })).body).toEqual({ data: [] })
})

test('it fetches again since a time, and stays where nothing happened since', async () => {
  const { manage, poll, add, namesIn, advance, request, key } = await setUp()
  await add('Acme')
  advance(60_000)
  await add('Ege Vana')
  const { body } = await poll()
  await poll(`?iterator=${body.iterator}`)
  const [, second] = body.data
  expect((await manage('POST', '/rewind', { since: '2099-01-01T00:00:00Z' })).body).toMatchObject({ behind: 0, dropped: null })
  const since = second.created_at.replace('Z', '+00:00')
  expect((await manage('POST', '/rewind', { since })).body).toMatchObject({ behind: 1 })
  expect(namesIn((await poll()).body)).toEqual(['Ege Vana'])
  for (const wrong of [{}, { since, event_id: second.id }]) {
    expect((await manage('POST', '/rewind', wrong)).body).toMatchObject({ code: 'invalid_request', details: { field: 'event_id' } })
  }
  const reader = await request('POST', '/api/event-consumers/nobody/rewind', { key, body: { since } })
  expect(reader.body.code).toBe('not_found')
})

test('its event types and its filter can be changed; what it has not acknowledged counts by the new choice', async () => {
  const { manage, poll, add, namesIn, request, createKey } = await setUp()
  await add('Acme', 'Ege Vana')
  const changed = await manage('PUT', '', { filter: 'data.customer.name = "Ege Vana"' })
  expect(changed).toMatchObject({ status: 200, body: { events: ['customer.*'], filter: 'data.customer.name = "Ege Vana"', behind: 2 } })
  expect(namesIn((await poll()).body)).toEqual(['Ege Vana'])
  expect((await manage('PUT', '', { events: ['job.*'], filter: null })).body).toMatchObject({ events: ['job.*'], filter: null })
  expect((await poll()).body.data).toEqual([])
  for (const [wrong, field] of [
    [{ filter: 'data.job !!' }, 'filter'],
    [{ events: [] }, 'events'],
    [{ name: 'other' }, 'name'],
  ] as const) {
    expect((await manage('PUT', '', wrong)).body).toMatchObject({ code: 'invalid_request', details: { field } })
  }
  const reader = await createKey(['webhooks:read'])
  expect((await request('PUT', '/api/event-consumers/erp', { key: reader, body: { filter: null } })).status).toBe(403)
  expect((await request('GET', '/api/event-consumers', { key: reader })).body.data).toMatchObject([{ events: ['job.*'], filter: null }])
})

test('a filter that cannot be read is refused at its place', async () => {
  const { created } = await setUp(['customer.*'], 'data.customer.name !!')
  expect(created).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field: 'filter' } } })
})
