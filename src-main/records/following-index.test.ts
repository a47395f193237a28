import { expect, test } from 'vitest'
import { createTestDatabase } from '../infra/db/test-database.ts'
import { systemActor } from '../lib/identity.ts'
import { createFollowingIndex, readableText } from './following-index.ts'

const index = createFollowingIndex({
  name: 'note_search',
  newest: (db) => Number(db.$client.prepare('SELECT coalesce(max(id), 0) FROM notes').pluck().get()),
  after: (db, id, limit) =>
    db.$client.prepare('SELECT id, text FROM notes WHERE id > ? ORDER BY id LIMIT ?').all(id, limit) as { id: number; text: string }[],
})

function setUp() {
  const { db, write } = createTestDatabase('workspace')
  db.$client.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)')
  index.open(db)
  const add = (...texts: string[]): void => {
    for (const text of texts) db.$client.prepare('INSERT INTO notes (text) VALUES (?)').run(text)
  }
  const find = (words: string) =>
    db.$client.prepare('SELECT rowid FROM note_search WHERE note_search MATCH ? ORDER BY rowid').pluck().all(words)
  const work = index.createWork()
  /** As the worker does it at a time, in milliseconds. */
  const runAt = async (now: number): Promise<boolean> => {
    const isDue = work.isDue(db, now)
    if (isDue) await write(work.run, { actor: systemActor })
    return isDue
  }
  return { db, add, find, work, runAt }
}

test('what was written is found after the next look, and only once taken in', async () => {
  const { add, find, runAt } = setUp()
  expect(await runAt(0)).toBe(false)
  add('Işıl Döküm', 'Ege Vana')
  expect(await runAt(0)).toBe(true)
  expect([find('isil'), find('vana'), find('pres')]).toEqual([[1], [2], []])
  expect(await runAt(1_000)).toBe(false)
})

test('a part is taken in at a time, and the next after a moment', async () => {
  const { db, add, find, work, runAt } = setUp()
  add(...Array.from({ length: 300 }, (_, number) => `note ${number}`))
  await runAt(0)
  expect([find('note').length, work.nextLookMs(db, 0)]).toEqual([128, 100])
  expect(await runAt(99)).toBe(false)
  for (const now of [100, 200]) await runAt(now)
  expect([find('note').length, work.nextLookMs(db, 200)]).toEqual([300, undefined])
})

test('while much is written it takes in a part twice a second, and never stops', async () => {
  const { add, find, runAt } = setUp()
  add('first')
  await runAt(0)
  add(...Array.from({ length: 400 }, () => 'rush'))
  expect([await runAt(100), await runAt(300)]).toEqual([false, false])
  expect(await runAt(500)).toBe(true)
  expect(find('rush').length).toBe(128)
})

test('after a restart it goes on where it stood, and a clock that was set back does not stop it', async () => {
  const { add, find, runAt, db } = setUp()
  add('before')
  await runAt(10_000)
  add('after')
  expect(await runAt(5_000)).toBe(true)
  expect(find('after')).toEqual([2])
  index.open(db)
  expect(index.createWork().isDue(db, 0)).toBe(false)
})

test('of JSON the values are read, without the names of the fields', () => {
  expect(readableText('{"title":"first\\nline","tags":["a:b"],"count":7}').split(/\W+/).filter(Boolean)).toEqual([
    'first',
    'line',
    'a',
    'b',
    '7',
  ])
})
