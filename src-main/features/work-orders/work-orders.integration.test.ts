import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body: object) => app.request(method, `/api/v1/${path}`, { key, body })
  await request('POST', 'assets', { name: 'Torna 3' })
  return { app, create: (body: object) => request('POST', 'work-orders', { title: 'Kayış', asset_id: 1, ...body }), request }
}

test('a work order carries who does it, when work began and when it was completed', async () => {
  const { app, create, request } = await createPlant()
  expect((await create({ assignee_id: 1, checklist: [{ text: 'Kayışı değiştir' }] })).body).toMatchObject({
    work_order_key: 'WOR-1',
    asset_name: 'Torna 3',
    assignee_name: 'Olivia Owner',
    checklist: [{ text: 'Kayışı değiştir', is_done: false }],
    started_at: null,
  })
  const move = (to: string) => request('POST', 'work-orders/1/transitions', { to })
  await move('in_progress')
  app.advance(60_000)
  expect((await move('completed')).body).toMatchObject({
    started_at: '2026-11-22T08:00:00.000Z',
    completed_at: '2026-11-22T08:01:00.000Z',
  })
  expect((await move('in_progress')).body).toMatchObject({ started_at: '2026-11-22T08:00:00.000Z', completed_at: null })
})

test('an assignee is a person of the company, and nobody where none is given', async () => {
  const { create, request } = await createPlant()
  expect(await create({ assignee_id: 7 })).toMatchObject({ status: 400, body: { details: { field: 'assignee_id' } } })
  await create({ assignee_id: 1 })
  expect((await request('PATCH', 'work-orders/1', { assignee_id: null, version: 1 })).body).toMatchObject({
    assignee_id: null,
    assignee_name: null,
  })
})

test('a work order that has begun is kept', async () => {
  const { create, request } = await createPlant()
  await create({})
  await request('POST', 'work-orders/1/transitions', { to: 'in_progress' })
  expect(await request('DELETE', 'work-orders/1', {})).toMatchObject({
    status: 409,
    body: { code: 'conflict', details: { fix: 'It can be deleted while it is: open, canceled.' } },
  })
  expect((await request('DELETE', 'assets/1', {})).body).toMatchObject({ code: 'conflict', details: { work_orders: 1 } })
})
