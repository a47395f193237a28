import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

test('a near miss says when it happened and when it was closed, until it is opened again', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const post = (path: string, body: object) => app.request('POST', `/api/v1/near-misses${path}`, { key, body })
  const { body } = await post('', { title: 'Kaygan zemin', occurred_at: '2026-11-21T16:20:00+03:00' })
  expect(body).toMatchObject({ occurred_at: '2026-11-21T13:20:00.000Z', status: 'reported', closed_at: null })
  expect((await post('/1/transitions', { to: 'closed' })).body.closed_at).toBe('2026-11-22T08:00:00.000Z')
  expect((await post('/1/transitions', { to: 'reviewing' })).body.closed_at).toBeNull()
  const events = await app.request('GET', '/api/v1/events', { key })
  expect(events.body.data.map(({ event }: { event: string }) => event)).toEqual([
    'near_miss.status_changed',
    'near_miss.status_changed',
    'near_miss.reported',
  ])
  expect((await post('', { title: 'Kaygan zemin' })).body).toMatchObject({ code: 'invalid_request', details: { field: 'occurred_at' } })
})
