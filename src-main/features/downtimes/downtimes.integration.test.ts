import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body: object) => app.request(method, `/api/v1/${path}`, { key, body })
  for (const name of ['Kaynak robotu 2', 'Torna 3']) await request('POST', 'assets', { name })
  const eventNames = async (): Promise<string[]> => {
    const { body } = await app.request('GET', '/api/v1/events?record_type=downtime', { key })
    return body.data.map(({ event }: { event: string }) => event).reverse()
  }
  return { app, request, start: (body: object) => request('POST', 'downtimes', body), eventNames }
}

test('a downtime starts now, and ends by its transition with how long it was', async () => {
  const { app, request, start, eventNames } = await createPlant()
  expect((await start({ asset_id: 1, reason: 'Torç' })).body).toMatchObject({
    downtime_key: 'DWN-1',
    asset_name: 'Kaynak robotu 2',
    category: 'unplanned',
    status: 'open',
    started_at: '2026-11-22T08:00:00.000Z',
    ended_at: null,
    duration_seconds: null,
  })
  app.advance(90_000)
  expect((await request('POST', 'downtimes/1/transitions', { to: 'ended' })).body).toMatchObject({
    status: 'ended',
    ended_at: '2026-11-22T08:01:30.000Z',
    duration_seconds: 90,
  })
  expect(await eventNames()).toEqual(['downtime.started', 'downtime.status_changed', 'downtime.ended'])
})

test('an asset that stands still cannot stand still a second time, another one can', async () => {
  const { request, start, eventNames } = await createPlant()
  await start({ asset_id: 1 })
  expect(await start({ asset_id: 1 })).toMatchObject({
    status: 409,
    body: { code: 'conflict', details: { field: 'asset_id', downtime_id: 1, fix: expect.stringContaining('DWN-1') } },
  })
  expect((await start({ asset_id: 2 })).status).toBe(201)
  expect((await request('PATCH', 'downtimes/2', { asset_id: 1, version: 1 })).body.code).toBe('conflict')
  await request('POST', 'downtimes/1/transitions', { to: 'ended' })
  expect((await start({ asset_id: 1 })).status).toBe(201)
  expect((await eventNames()).filter((event) => event === 'downtime.started')).toHaveLength(3)
})

test('a downtime that is over when it is reported starts and ends in one request', async () => {
  const { start, eventNames } = await createPlant()
  const times = { started_at: '2026-11-22T06:00:00Z', ended_at: '2026-11-22T06:20:00Z' }
  await start({ asset_id: 1 })
  expect((await start({ asset_id: 1, ...times })).body).toMatchObject({
    status: 'ended',
    duration_seconds: 1_200,
    started_at: '2026-11-22T06:00:00.000Z',
  })
  expect(await eventNames()).toEqual(['downtime.started', 'downtime.started', 'downtime.ended'])
})

test('the times of a downtime can be corrected, its state cannot', async () => {
  const { request, start } = await createPlant()
  await start({ asset_id: 1, started_at: '2026-11-22T06:00:00Z', ended_at: '2026-11-22T06:20:00Z' })
  await start({ asset_id: 2 })
  const corrected = await request('PATCH', 'downtimes/1', { ended_at: '2026-11-22T06:30:00Z', version: 1 })
  expect(corrected.body).toMatchObject({ duration_seconds: 1_800, status: 'ended' })
  for (const [id, change, field] of [
    [1, { ended_at: null, version: 2 }, 'ended_at'],
    [2, { ended_at: '2026-11-22T08:00:00Z', version: 1 }, 'ended_at'],
  ] as const)
    expect(await request('PATCH', `downtimes/${id}`, change)).toMatchObject({ status: 400, body: { details: { field } } })
})

test.each([
  ['a start that is no time', { started_at: 'soon' }, 'started_at'],
  ['a start in the future', { started_at: '2026-11-22T09:00:00Z' }, 'started_at'],
  ['an end in the future', { ended_at: '2026-11-22T09:00:00Z' }, 'ended_at'],
  ['an end before the start', { started_at: '2026-11-22T07:00:00Z', ended_at: '2026-11-22T06:00:00Z' }, 'ended_at'],
  ['an asset that does not exist', { asset_id: 99 }, 'asset_id'],
])('refuses %s', async (_what, body, field) => {
  const { start, eventNames } = await createPlant()
  expect(await start({ asset_id: 1, ...body })).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect(await eventNames()).toEqual([])
})
