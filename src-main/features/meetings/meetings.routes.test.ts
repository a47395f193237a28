import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

const times = { starts_at: '2026-11-26T10:00:00+03:00', ends_at: '2026-11-26T08:30:00Z' }

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const create = (fields: object = {}) =>
    app.request('POST', '/api/v1/meetings', { key, body: { title: 'Yerleşim planı', ...times, ...fields } })
  const change = (body: object) => app.request('PATCH', '/api/v1/meetings/1', { key, body })
  const move = (to: string) => app.request('POST', '/api/v1/meetings/1/transitions', { key, body: { to } })
  return { app, key, create, change, move }
}

test('times of any offset are kept as UTC, so that meetings list in their order', async () => {
  const { app, key, create } = await createPlant()
  expect(await create({ time_zone: 'Europe/Istanbul' })).toMatchObject({
    status: 201,
    body: {
      meeting_key: 'MTG-1',
      starts_at: '2026-11-26T07:00:00.000Z',
      ends_at: '2026-11-26T08:30:00.000Z',
      time_zone: 'Europe/Istanbul',
      status: 'scheduled',
    },
  })
  await create({ title: 'Önce', starts_at: '2026-11-26T13:00:00+07:00', attendees: ['Budi', 'selin@cagrisise.example'] })
  const list = async (query: string) =>
    (await app.request('GET', `/api/v1/meetings?${query}`, { key })).body.data.map(({ title }: { title: string }) => title)
  expect(await list('sort=starts_at')).toEqual(['Önce', 'Yerleşim planı'])
  expect(await list('starts_at[lt]=2026-11-26T06:30:00.000Z')).toEqual(['Önce'])
  expect(await list('attendees=Budi')).toEqual(['Önce'])
})

test('a meeting ends after it starts, also after a change', async () => {
  const { create, change } = await createPlant()
  const refused = { status: 400, body: { code: 'invalid_request', details: { field: 'ends_at' } } }
  expect(await create({ ends_at: times.starts_at })).toMatchObject(refused)
  await create()
  expect(await change({ version: 1, starts_at: '2026-11-26T12:00:00Z' })).toMatchObject(refused)
  const moved = { starts_at: '2026-11-27T07:00:00.000Z', ends_at: '2026-11-27T08:00:00.000Z' }
  expect((await change({ version: 1, ...moved })).body).toMatchObject(moved)
})

test.each([
  ['a time zone that there is not', { time_zone: 'Mars/Olympus' }, 'time_zone'],
  ['an address that is no web page', { online_url: 'javascript:alert(1)' }, 'online_url'],
  ['a time without its offset', { starts_at: '2026-11-26T10:00:00' }, 'starts_at'],
])('refuses %s', async (_what, fields, field) => {
  const { create } = await createPlant()
  expect(await create(fields)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
})

test('what becomes of a meeting is announced', async () => {
  const { app, create, move } = await createPlant()
  await create()
  await move('canceled')
  await move('scheduled')
  await move('no_show')
  await move('held')
  const emitted = app.look('live').select({ event: events.event }).from(events).orderBy(asc(events.seq)).all()
  expect(emitted.map(({ event }) => event)).toEqual([
    'meeting.created',
    'meeting.status_changed',
    'meeting.canceled',
    'meeting.status_changed',
    'meeting.status_changed',
    'meeting.status_changed',
    'meeting.held',
  ])
})
