import { expect, test } from 'vitest'
import { appendEvent } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { systemActor } from '../../lib/identity.ts'
import { type EventListFilter, eventsQuery, foundSeqsQuery, listEvents } from './event-list.store.ts'
import { eventSearch } from './event-search.ts'

const at = (minute: number): string => `2026-11-22T08:0${minute}:00.000Z`

async function setUp() {
  const database = createTestDatabase('workspace')
  const { db, write } = database
  eventSearch.open(db)
  const names = ['job.created', 'job.completed', 'customer.created', 'job.created']
  await write(
    (tx) => {
      for (const [index, event] of names.entries()) {
        const data = { title: index === 1 ? 'Kaynak dikişi' : 'Döküm' }
        const known = { id: `evt_${index + 1}`, createdAt: at(index) }
        appendEvent(tx, { event, recordType: event.split('.')[0] ?? '', recordId: index, recordKey: `KEY-${index}`, data }, known)
      }
    },
    { actor: systemActor },
  )
  await write(eventSearch.createWork().run, { actor: systemActor })
  return database
}

function planOf(db: Awaited<ReturnType<typeof setUp>>['db'], query: { toSQL: () => { sql: string; params: unknown[] } }): string {
  const { sql, params } = query.toSQL()
  const steps = db.$client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
  return steps.map(({ detail }) => detail).join('; ')
}

const createdAt = { gte: at(1), lt: at(3) }
const before = { createdAt: at(2), seq: 3 }
const after = { before, limit: 20 }

test.each<[string, EventListFilter, { before?: typeof before; limit: number }, string]>([
  ['all', {}, { limit: 20 }, 'SCAN events USING INDEX events_created_at'],
  ['all after a cursor', {}, after, 'SEARCH events USING INDEX events_created_at (created_at<?)'],
  ['a time', { createdAt }, { limit: 20 }, 'SEARCH events USING INDEX events_created_at (created_at>? AND created_at<?)'],
  ['one type', { event: 'job.created' }, { limit: 20 }, 'SEARCH events USING INDEX events_event (event=?)'],
  [
    'one type of a time',
    { event: 'job.created', createdAt },
    { limit: 20 },
    'SEARCH events USING INDEX events_event (event=? AND created_at>? AND created_at<?)',
  ],
])('the list of %s walks an index and sorts nothing', async (_, filter, page, plan) => {
  const { db } = await setUp()
  expect(planOf(db, eventsQuery(db, filter, page))).toBe(plan)
})

test('of a record, of a request and by words only what there is of it is read', async () => {
  const { db } = await setUp()
  const plans = [
    eventsQuery(db, { recordType: 'job', recordId: 1 }, { limit: 20 }),
    eventsQuery(db, { requestId: 'req_1' }, { limit: 20 }),
    foundSeqsQuery(db, { words: '"kaynak"*', event: 'job.completed' }, { limit: 20 }),
  ].map((query) => planOf(db, query))
  expect(plans).toEqual([
    expect.stringContaining('SEARCH events USING INDEX events_record (record_type=? AND record_id=?)'),
    expect.stringContaining('SEARCH events USING INDEX events_request (request_id=?)'),
    expect.stringMatching(/SCAN event_search VIRTUAL TABLE INDEX \d+:.*M.*SEARCH events USING INTEGER PRIMARY KEY \(rowid=\?\)/),
  ])
})

test.each<[string, EventListFilter, string[]]>([
  ['all', {}, ['evt_4', 'evt_3', 'evt_2', 'evt_1']],
  ['one type', { event: 'job.created' }, ['evt_4', 'evt_1']],
  ['a time', { createdAt }, ['evt_3', 'evt_2']],
  ['a record', { recordType: 'job', recordId: 1 }, ['evt_2']],
  ['the key of a record', { q: 'key-2' }, ['evt_3']],
  ['words of the payload', { q: 'dikis' }, ['evt_2']],
  ['words and a type', { q: 'dokum', event: 'job.created' }, ['evt_4', 'evt_1']],
  ['words that nobody wrote', { q: 'nothing' }, []],
  ['what is no word', { q: '…' }, []],
])('the filter finds %s', async (_, filter, expected) => {
  const { db } = await setUp()
  const ids = listEvents(db, filter, { limit: 20 }).map(({ id }) => id)
  expect(ids).toEqual(expected)
  const [first] = listEvents(db, filter, { limit: 1 })
  if (first !== undefined) expect(listEvents(db, filter, { before: first, limit: 20 }).map(({ id }) => id)).toEqual(expected.slice(1))
})
