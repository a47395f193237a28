import { expect, test } from 'vitest'
import { systemActor } from '../../lib/identity.ts'
import { eventSearch } from '../events/event-search.ts'
import { answerSearch } from './answer-search.ts'
import { insertAttempt, insertDelivery } from './deliveries.store.ts'
import { type DeliveryFilter, type DeliveryPlace, isSearchBehind, listDeliveries } from './delivery-list.store.ts'
import { createPlant } from './test-webhook-plant.ts'
import { removeWebhook } from './webhooks.service.ts'
import type { DeliveryRow } from './webhooks.table.ts'

const start = Date.parse('2026-11-22T08:00:00.000Z')
const at = (minute: number): string => new Date(start + minute * 60_000).toISOString()

/** Two webhooks, five events, and deliveries of them minute by minute. */
async function setUp() {
  const plant = createPlant()
  const { db, workspace } = plant
  const indexes = [eventSearch, answerSearch]
  for (const { open } of indexes) open(db)
  for (const name of ['MES', 'ERP']) await plant.register('http://127.0.0.1:9/', { name })
  await plant.emit('job.created', 'job.completed', 'job.created', 'job.created', 'job.completed')
  const add = (values: Pick<DeliveryRow, 'webhookId' | 'eventSeq' | 'eventType' | 'status'>, minute: number, answer: string | null) =>
    workspace.write(
      ({ db }) => {
        const deliveryId = insertDelivery(db, {
          ...values,
          eventId: `evt_${values.eventSeq}`,
          recordKey: `JOB-${values.eventSeq}`,
          orderKey: null,
          failureReason: null,
          attemptNumber: 1,
          scheduledAttempts: 1,
          nextAttemptAt: null,
          responseStatus: answer === null ? null : 200,
          responseTimeMs: 5,
          isTest: false,
          body: null,
          deliveredAt: null,
          createdAt: at(minute),
        })
        insertAttempt(
          db,
          {
            attemptNumber: 1,
            startedAt: at(minute),
            url: 'http://127.0.0.1:9/',
            requestHeaders: '{}',
            requestBody: null,
            responseStatus: answer === null ? null : 200,
            responseHeaders: answer === null ? null : '{}',
            responseBody: answer,
            isBodyCut: false,
            errorKind: answer === null ? 'refused' : null,
            errorMessage: answer === null ? 'connect ECONNREFUSED 127.0.0.1:9' : null,
            responseTimeMs: 5,
            timing: null,
          },
          { deliveryId: deliveryId ?? 0, isManual: false },
        )
      },
      { actor: systemActor },
    )
  await add({ webhookId: 1, eventSeq: 1, eventType: 'job.created', status: 'delivered' }, 1, 'ok')
  await add({ webhookId: 2, eventSeq: 1, eventType: 'job.created', status: 'failed' }, 2, null)
  await add({ webhookId: 1, eventSeq: 2, eventType: 'job.completed', status: 'pending' }, 3, '{"error":"Bakımda"}')
  await add({ webhookId: 2, eventSeq: 2, eventType: 'job.completed', status: 'delivered' }, 3, 'ok')
  await add({ webhookId: 1, eventSeq: 3, eventType: 'job.created', status: 'failed' }, 4, null)
  await add({ webhookId: 1, eventSeq: 4, eventType: 'job.created', status: 'delivered' }, 5, 'ok')
  for (const { createWork } of indexes) await workspace.write(createWork().run, { actor: systemActor })
  const list = (filter: DeliveryFilter, page: { before?: DeliveryPlace; limit?: number } = {}) =>
    listDeliveries(db, filter, { limit: 20, ...page })
  const ids = (...given: Parameters<typeof list>) => list(...given).map(({ id }) => id)
  return { ...plant, list, ids }
}

test('deliveries of all webhooks come newest first, with the name of theirs', async () => {
  const { list } = await setUp()
  expect(list({}).map(({ id, webhookName }) => `${id} ${webhookName}`)).toEqual(['6 MES', '5 MES', '4 ERP', '3 MES', '2 ERP', '1 MES'])
})

test.each<[string, DeliveryFilter, number[]]>([
  ['one webhook', { webhookId: 2 }, [4, 2]],
  ['one status', { status: 'failed' }, [5, 2]],
  ['one event', { event: 'job.completed' }, [4, 3]],
  ['one event in one status', { event: 'job.created', status: 'delivered' }, [6, 1]],
  ['a time', { createdAt: { gte: at(2), lt: at(4) } }, [4, 3, 2]],
  ['all at once', { webhookId: 1, status: 'failed', event: 'job.created', createdAt: { gte: at(4) } }, [5]],
  ['the key of a record', { q: 'JOB-2' }, [4, 3]],
  ['an answer', { q: 'bakim' }, [3]],
  ['what went wrong', { q: 'econnrefused', webhookId: 2 }, [2]],
  ['words and a status', { q: 'JOB-1', status: 'delivered' }, [1]],
  ['words and a time', { q: 'econnrefused', createdAt: { gte: at(3) } }, [5]],
  ['words that nobody wrote', { q: 'nothing' }, []],
  ['what is no word', { q: '…' }, []],
])('the filter finds %s', async (_, filter, expected) => {
  const { ids } = await setUp()
  expect(ids(filter)).toEqual(expected)
})

test.each<[string, DeliveryFilter]>([
  ['all', {}],
  ['words', { q: 'JOB' }],
])('pages of %s go on where the one before ended, also between two of the same time', async (_, filter) => {
  const { ids, list } = await setUp()
  const seen: number[] = []
  for (let before: DeliveryPlace | undefined; seen.length < 10; ) {
    const page = list(filter, { limit: 1, ...(before === undefined ? {} : { before }) })
    if (page[0] === undefined) break
    seen.push(page[0].id)
    before = page[0]
  }
  expect(seen).toEqual(ids(filter))
  expect(seen).toHaveLength(6)
})

test('what was sent to a webhook that is deleted is in no list of all', async () => {
  const { ids, workspace } = await setUp()
  await workspace.write((tx) => removeWebhook(tx, 2), { actor: systemActor })
  expect([ids({}), ids({ q: 'JOB' })]).toEqual([
    [6, 5, 3, 1],
    [6, 5, 3, 1],
  ])
})

test('a search is behind until the words of the last event and the last answer are taken in', async () => {
  const { workspace, emit, db } = createPlant()
  eventSearch.open(db)
  expect(isSearchBehind(db)).toBe(false)
  await emit('job.created')
  expect(isSearchBehind(db)).toBe(true)
  await workspace.write(eventSearch.createWork().run, { actor: systemActor })
  expect(isSearchBehind(db)).toBe(false)
})
