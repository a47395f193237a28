import { expect, test } from 'vitest'
import { renamedField } from '../../contract/renamed-field.ts'
import { listNewestEvents } from '../../events/event-log.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { systemActor } from '../../lib/identity.ts'
import { deliveryDetail } from './delivery-detail.ts'
import { payloadsInRevisions } from './event-revisions.ts'
import { createPlant, testVault } from './test-webhook-plant.ts'
import { editWebhook } from './webhooks.service.ts'
import { findWebhook } from './webhooks.store.ts'
import { webhookDeliveries } from './webhooks.table.ts'

type Plant = ReturnType<typeof createPlant>

const deliveries = ({ db }: Plant) => db.select().from(webhookDeliveries).orderBy(webhookDeliveries.eventSeq).all()
const statuses = (plant: Plant) => deliveries(plant).map(({ status }) => status)
const change = (plant: Plant, id: number, body: Parameters<typeof editWebhook>[2]) =>
  plant.workspace.write((tx) => editWebhook(tx, id, body, testVault.seal), { actor: systemActor })
const detail = (plant: Plant, webhookId: number, deliveryId: number) => deliveryDetail(plant.db, { webhookId, deliveryId }, () => undefined)

test('a template makes the body, which is signed, kept with its attempt and has its content type', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url, { template: '<job id="{{ data.job.id }}"/>', contentType: 'application/xml' })
  plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])
  expect(sink.received[0]).toMatchObject({ body: '<job id="1"/>', headers: { 'content-type': 'application/xml' } })
  expect(detail(plant, id, 1)).toMatchObject({ requestBody: '<job id="1"/>', attempts: [{ request: { body: '<job id="1"/>' } }] })
})

test('a template that fails on an event gives it up at once with the line, sends nothing, and blames nobody else', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url, { template: '{\n{% if data.job.id == 1 %}oops{% else %}"a":1{% endif %}}' })
  const dispatcher = plant.start()
  await plant.emit('job.created', 'job.created')
  await expect.poll(() => statuses(plant)).toEqual(['failed', 'delivered'])
  expect(sink.received.map(({ body }) => body)).toEqual(['{\n"a":1}'])
  expect(deliveries(plant)[0]).toMatchObject({ failureReason: 'template', nextAttemptAt: null, attemptNumber: 1 })
  const failed = deliveries(plant)[0]?.id ?? 0
  expect(detail(plant, id, failed)).toMatchObject({
    requestBody: null,
    attempts: [{ request: null, response: null, error: { kind: 'template', message: expect.stringContaining('no JSON') } }],
  })
  await change(plant, id, { template: '{"mended":{{ data.job.id }}}' })
  dispatcher.reload()
  await dispatcher.redeliver(id, failed, systemActor)
  expect(sink.received.at(-1)?.body).toBe('{"mended":1}')
  expect(deliveries(plant)[0]).toMatchObject({ status: 'delivered', failureReason: null })
})

test('a template that would loop for ever is stopped, and what is not its own goes on', async () => {
  const plant = createPlant()
  const [slow, healthy] = [await startSink(), await startSink()]
  const loop = '\n{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}'
  await plant.register(slow.url, { template: loop, contentType: 'text/plain' })
  await plant.register(healthy.url)
  plant.start()
  await plant.emit('job.created', 'job.created')
  await expect.poll(() => healthy.received.length).toBe(2)
  await expect.poll(() => deliveries(plant).filter(({ failureReason }) => failureReason === 'template').length).toBe(2)
  expect(slow.received).toEqual([])
})

test('after its template was changed a delivery is sent as the settings of now say, and each attempt keeps what it sent', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count < 3 ? 500 : 200))
  const id = await plant.register(sink.url, { template: '{"old":{{ data.job.id }}}' })
  const dispatcher = plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  await change(plant, id, { template: '{"new":{{ data.job.id }}}' })
  dispatcher.reload()
  plant.clock.nowMs += 5_000
  dispatcher.wake()
  await expect.poll(() => deliveries(plant)[0]?.attemptNumber).toBe(2)
  await change(plant, id, { template: null })
  dispatcher.reload()
  await dispatcher.redeliver(id, 1, systemActor)
  const bodies = sink.received.map(({ body }) => body)
  expect(bodies.slice(0, 2)).toEqual(['{"old":1}', '{"new":1}'])
  expect(JSON.parse(bodies[2] ?? '').data.job).toEqual({ id: 1 })
  expect(detail(plant, id, 1).attempts.map(({ request }) => request?.body)).toEqual(bodies)
})

test('a webhook that is pinned to a revision gets the records as that revision has them, filter and template too', async () => {
  const newer = { date: '2027-01-01', changes: [renamedField({ name: 'job', plural: 'jobs', from: 'number', to: 'id' })] }
  const payloadIn = payloadsInRevisions([{ date: '2026-11-01', changes: [] }, newer], new Map([['job', 'jobs']]))
  const plant = createPlant({ payloadIn })
  const sink = await startSink()
  await plant.register(`${sink.url}/old`, { apiVersion: '2026-11-01', filter: 'data.job.number = 2' })
  await plant.register(`${sink.url}/new`, { apiVersion: '2027-01-01', filter: 'data.job.id = 2' })
  await plant.register(`${sink.url}/made`, { apiVersion: '2026-11-01', template: '{{ data.job.number | json }}' })
  plant.start()
  await plant.emit('job.created', 'job.created')
  await expect.poll(() => sink.received.length).toBe(4)
  const bodies = (path: string) => sink.received.filter((one) => one.path === `/hook/${path}`).map(({ body }) => JSON.parse(body))
  expect(bodies('old').map(({ data }) => data.job)).toEqual([{ number: 2 }])
  expect(bodies('new').map(({ data }) => data.job)).toEqual([{ id: 2 }])
  expect(bodies('made').toSorted()).toEqual([1, 2])
})

test.each([
  [{ 'webhook-delivery': 'abort-message' }, 500, ['failed', 'failed'], true, 'aborted'],
  [{ 'webhook-delivery': 'disable' }, 503, ['failed'], false, 'asked'],
] as const)('a receiver that answers %j with %i is heard', async (headers, status, expected, isActive, reason) => {
  const plant = createPlant()
  const sink = await startSink(() => (response) => response.writeHead(status, headers).end())
  const id = await plant.register(sink.url, { maxConcurrent: 1 })
  plant.start()
  await plant.emit('job.created', 'job.created')
  await expect.poll(() => statuses(plant)).toEqual(expected)
  expect(deliveries(plant)[0]?.failureReason).toBe(reason)
  expect(findWebhook(plant.db, id)?.isActive).toBe(isActive)
  const told = listNewestEvents(plant.db, 100).filter(({ event }) => event === 'webhook.disabled')
  expect(told.map(({ data }) => JSON.parse(data).webhook.disabled_reason)).toEqual(isActive ? [] : ['asked'])
})
