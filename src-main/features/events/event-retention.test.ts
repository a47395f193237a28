import { expect, test } from 'vitest'
import { appendEvent } from '../../events/event-log.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { listEvents } from './event-list.store.ts'
import { eventDays, keptEvents, keptFrom, oldEndQuery, purgeEvents } from './event-retention.ts'
import { eventSearch } from './event-search.ts'

const now = Date.parse('2026-11-22T08:00:00.000Z')
const daysAgo = (days: number): string => isoTime(now - days * 86_400_000)
const everybody = (): number => Number.POSITIVE_INFINITY

/** One event for each age in days, in this order; `seq` counts from 1. */
async function createLog(ages: readonly number[]) {
  const database = createTestDatabase('workspace')
  const { db, write } = database
  eventSearch.open(db)
  const add = (days: number, index: number) =>
    write(
      (tx) => {
        const known = { id: `evt_${index + 1}`, createdAt: daysAgo(days) }
        const event = { event: 'job.created', recordType: 'job', recordId: 1, recordKey: `JOB-${index + 1}`, data: { title: 'Kaynak' } }
        appendEvent(tx, event, known)
      },
      { actor: systemActor },
    )
  await Promise.all(ages.map(add))
  const work = eventSearch.createWork()
  for (let taken = 0; taken < ages.length; taken += 128) await write(work.run, { actor: systemActor })
  const seqs = () => db.$client.prepare('SELECT seq FROM events ORDER BY seq').pluck().all()
  return { ...database, seqs }
}

test('events go after the days that were chosen, from the old end, with the words that find them', async () => {
  const { db, write, seqs } = await createLog([400, 366, 364, 10])
  expect(keptFrom(db)).toBeNull()
  expect(keptEvents(db)).toMatchObject({ count: 4, oldestAt: daysAgo(400) })
  expect(keptEvents(db).before(daysAgo(365), everybody)).toEqual({ going: 2, held: 0 })
  expect(await purgeEvents({ write }, now, everybody)).toBe(2)
  expect([seqs(), keptFrom(db)]).toEqual([[3, 4], daysAgo(364)])
  expect(listEvents(db, { q: 'kaynak' }, { limit: 9 }).map(({ id }) => id)).toEqual(['evt_4', 'evt_3'])
  expect(db.$client.prepare('SELECT count(*) FROM event_search_docsize').pluck().get()).toBe(2)
  await write((tx) => eventDays.write(tx.db, 30), { actor: systemActor })
  expect(await purgeEvents({ write }, now, everybody)).toBe(1)
})

test('what somebody has not passed stays, and it is counted', async () => {
  const { db, write, seqs } = await createLog([400, 390, 380, 10])
  expect(keptEvents(db).before(daysAgo(365), () => 1)).toEqual({ going: 1, held: 2 })
  expect(await purgeEvents({ write }, now, () => 1)).toBe(1)
  expect(seqs()).toEqual([2, 3, 4])
  expect(keptEvents(db).before(daysAgo(365), () => 1)).toEqual({ going: 0, held: 2 })
  expect(await purgeEvents({ write }, now, () => 2)).toBe(1)
})

test('the newest event stays whatever its age, and a young one is not taken along by an old one after it', async () => {
  const { write, seqs } = await createLog([400, 10, 400, 400])
  expect(await purgeEvents({ write }, now, everybody)).toBe(1)
  expect(seqs()).toEqual([2, 3, 4])
  const idle = await createLog([900, 800])
  expect(await purgeEvents(idle, now, everybody)).toBe(1)
  expect([idle.seqs(), keptFrom(idle.db)]).toEqual([[2], daysAgo(800)])
  expect(keptEvents(idle.db).before(daysAgo(1), everybody)).toEqual({ going: 0, held: 1 })
})

test('many go in small writes, between which others get their turn', async () => {
  const { write, seqs } = await createLog(Array.from({ length: 1_700 }, () => 400))
  let turns = 0
  let isDone = false
  const purge = purgeEvents({ write }, now, everybody).finally(() => {
    isDone = true
  })
  while (!isDone) {
    await write(() => undefined, { actor: systemActor })
    turns += 1
  }
  expect([await purge, seqs()]).toEqual([1_699, [1_700]])
  expect(turns).toBeGreaterThanOrEqual(4)
})

test('the old end is read along the primary key, nothing is sorted', async () => {
  const { db } = await createLog([])
  const steps = db.$client.prepare<[number, number], { detail: string }>(`EXPLAIN QUERY PLAN ${oldEndQuery}`).all(9, 9)
  expect(steps.map(({ detail }) => detail)).toEqual(['SEARCH events USING INTEGER PRIMARY KEY (rowid<?)'])
})
