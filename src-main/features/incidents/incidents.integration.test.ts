import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createIncident() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const post = (path: string, body: object) => app.request('POST', `/api/v1/incidents${path}`, { key, body })
  const close = (more: object = {}) => post('/1/transitions', { to: 'closed', ...more })
  const { body } = await post('', { title: 'Kaygan zemin', occurred_at: '2026-11-21T16:20:00+03:00' })
  const eventNames = async () => {
    const events = await app.request('GET', '/api/v1/events', { key })
    return events.body.data.map(({ event }: { event: string }) => event).reverse()
  }
  return { app, key, post, close, body, eventNames }
}

test('an incident says when it happened and when it was closed, until it is opened again', async () => {
  const { post, close, body, eventNames } = await createIncident()
  expect(body).toMatchObject({ occurred_at: '2026-11-21T13:20:00.000Z', status: 'reported', closed_at: null })
  expect((await close({ root_cause: 'Yağ sızıntısı' })).body).toMatchObject({
    closed_at: '2026-11-22T08:00:00.000Z',
    root_cause: 'Yağ sızıntısı',
  })
  expect((await post('/1/transitions', { to: 'investigating' })).body.closed_at).toBeNull()
  expect(await eventNames()).toEqual(['incident.reported', 'incident.updated', 'incident.status_changed', 'incident.status_changed'])
  expect((await post('', { title: 'Kaygan zemin' })).body).toMatchObject({ code: 'invalid_request', details: { field: 'occurred_at' } })
})

test('an incident is not closed without its root cause, and keeps it while it is closed', async () => {
  const { app, key, close, eventNames } = await createIncident()
  const problem = {
    status: 400,
    body: {
      code: 'invalid_request',
      details: {
        fields: [{ field: 'root_cause', reason: 'has to be filled in for the status closed' }],
        fix: 'Send root_cause along with the transition, or write it before.',
      },
    },
  }
  expect(await close()).toMatchObject(problem)
  expect(await close({ root_cause: '  ' })).toMatchObject(problem)
  expect(await close({ colour: 'red' })).toMatchObject({ status: 400 })
  expect(await eventNames()).toEqual(['incident.reported'])
  const patch = (body: object) => app.request('PATCH', '/api/v1/incidents/1', { key, body })
  await patch({ root_cause: 'Yağ sızıntısı', version: 1 })
  expect(await close()).toMatchObject({ status: 200, body: { status: 'closed', version: 3 } })
  expect(await patch({ root_cause: null, version: 3 })).toMatchObject(problem)
})
