import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body?: object) =>
    app.request(method, `/api/v1/${path}`, { key, ...(body === undefined ? {} : { body }) })
  const create = (body: object) => request('POST', 'tickets', { title: 'Torna ses yapıyor', ...body })
  const eventNames = async (): Promise<string[]> => {
    const { body } = await request('GET', 'events?page[limit]=100')
    return body.data.map(({ event }: { event: string }) => event).reverse()
  }
  return { app, key, request, create, eventNames }
}

test('assigning a ticket is an event of its own, at its creation and later, and taking it away is none', async () => {
  const { request, create, eventNames } = await createPlant()
  expect((await create({ assignee_id: 1 })).body).toMatchObject({ ticket_key: 'TIC-1', assignee_name: 'Olivia Owner' })
  await create({})
  await request('PATCH', 'tickets/2', { assignee_id: 1, version: 1 })
  await request('PATCH', 'tickets/2', { title: 'Torna 3 ses yapıyor', version: 2 })
  await request('PATCH', 'tickets/2', { assignee_id: null, version: 3 })
  expect(await eventNames()).toEqual([
    'ticket.created',
    'ticket.assigned',
    'ticket.created',
    'ticket.updated',
    'ticket.assigned',
    'ticket.updated',
    'ticket.updated',
  ])
  expect((await create({ assignee_id: 5 })).body).toMatchObject({ code: 'invalid_request', details: { field: 'assignee_id' } })
})

test('who creates a ticket in the window reports it', async () => {
  const { app } = await createPlant()
  const answer = await app.request('POST', '/api/v1/tickets', { headers: await app.signIn(), body: { title: 'Yağ kaçağı' } })
  expect(answer.body).toMatchObject({ reporter_id: 1, reporter_name: 'Olivia Owner' })
})

test('a ticket belongs to an epic, and an epic to none', async () => {
  const { request, create } = await createPlant()
  await create({ title: 'Hat 2 yenileme', type: 'epic' })
  expect((await create({ parent_id: 1 })).body).toMatchObject({ parent_id: 1, parent_name: 'Hat 2 yenileme' })
  for (const body of [{ parent_id: 2 }, { parent_id: 1, type: 'epic' }, { parent_id: 9 }])
    expect((await create(body)).body).toMatchObject({ code: 'invalid_request', details: { field: 'parent_id' } })
  expect((await request('PATCH', 'tickets/1', { type: 'task', version: 1 })).body).toMatchObject({
    code: 'conflict',
    details: { field: 'type' },
  })
  expect((await request('DELETE', 'tickets/1')).body).toMatchObject({ code: 'conflict', details: { tickets: 1 } })
})

test('tickets are found by a label', async () => {
  const { request, create } = await createPlant()
  await create({ labels: ['torna', 'titreşim'] })
  await create({ labels: ['tornavida'] })
  const ids = async (query: string) => (await request('GET', `tickets?${query}`)).body.data.map(({ id }: { id: number }) => id)
  expect(await ids('labels=torna')).toEqual([1])
  expect(await ids(`labels[has]=${encodeURIComponent('titreşim')}`)).toEqual([1])
  expect(await ids('q=tornavi')).toEqual([2])
})

test('done and canceled close a ticket, open and in_progress open it again', async () => {
  const { request, create } = await createPlant()
  await create({})
  const move = async (to: string) => (await request('POST', 'tickets/1/transitions', { to })).body.closed_at
  expect([await move('done'), await move('open'), await move('canceled')]).toEqual([
    '2026-11-22T08:00:00.000Z',
    null,
    '2026-11-22T08:00:00.000Z',
  ])
})

test('a comment is kept with its author and sent with its event', async () => {
  const { request, create, eventNames } = await createPlant()
  await create({})
  const { status, body } = await request('POST', 'tickets/tic-1/comments', { body: 'Rulman sipariş edildi.' })
  expect([status, body]).toEqual([
    201,
    {
      id: 1,
      ticket_id: 1,
      body: 'Rulman sipariş edildi.',
      author_type: 'api_key',
      author_id: 1,
      author_name: 'test key',
      created_at: '2026-11-22T08:00:00.000Z',
    },
  ])
  expect(await eventNames()).toEqual(['ticket.created', 'ticket.commented'])
  const [event] = (await request('GET', 'events')).body.data
  expect(event.data).toEqual({
    ticket: (await request('GET', 'tickets/1')).body,
    comment: body,
    changed_by: { id: 1, type: 'api_key', name: 'test key' },
  })
})

test('comments come oldest first, a page after the other', async () => {
  const { request, create } = await createPlant()
  for (let count = 0; count < 2; count += 1) await create({})
  for (const body of ['bir', 'iki', 'üç']) await request('POST', 'tickets/1/comments', { body })
  await request('POST', 'tickets/2/comments', { body: 'başka' })
  const first = await request('GET', 'tickets/1/comments?page[limit]=2')
  expect(first.body.data.map((comment: { body: string }) => comment.body)).toEqual(['bir', 'iki'])
  const rest = await request('GET', `tickets/1/comments?page[limit]=2&page[after]=${first.body.pagination.next_cursor}`)
  expect(rest.body).toMatchObject({ data: [{ body: 'üç' }], pagination: { limit: 2, next_cursor: null } })
})

test('comments are refused without the scope, without words, and for a ticket that does not exist', async () => {
  const { app, request, create, eventNames } = await createPlant()
  await create({})
  const comment = (key: string) => app.request('POST', '/api/v1/tickets/1/comments', { key, body: { body: 'x' } })
  expect((await comment(await app.createKey(['tickets:read']))).body.code).toBe('forbidden')
  expect((await app.request('GET', '/api/v1/tickets/1/comments', { key: await app.createKey(['jobs:read']) })).body.code).toBe('forbidden')
  expect((await request('POST', 'tickets/1/comments', { body: ' ' })).body).toMatchObject({
    code: 'invalid_request',
    details: { field: 'body' },
  })
  expect((await request('POST', 'tickets/9/comments', { body: 'x' })).body.code).toBe('not_found')
  expect((await request('GET', 'tickets/9/comments')).body.code).toBe('not_found')
  expect((await request('GET', 'tickets/1/comments?page[after]=x')).body.code).toBe('invalid_cursor')
  expect(await eventNames()).toEqual(['ticket.created'])
})
