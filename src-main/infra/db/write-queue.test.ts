import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { systemActor } from '../../lib/identity.ts'
import { createTestDatabase } from './test-database.ts'
import type { Tx } from './write-queue.ts'

const by = { actor: systemActor }

function createNotes() {
  const database = createTestDatabase('workspace')
  database.db.run(sql`CREATE TABLE notes (text TEXT UNIQUE NOT NULL)`)
  const add = (text: string) => (tx: Tx) => void tx.db.run(sql`INSERT INTO notes VALUES (${text})`)
  const all = () => database.db.all<{ text: string }>(sql`SELECT text FROM notes ORDER BY rowid`).map((row) => row.text)
  return { ...database, add, all }
}

test('writes queued in one turn share a transaction and all arrive', async () => {
  const { write, add, all, db } = createNotes()
  const before = db.$client.pragma('data_version', { simple: true })
  await Promise.all(['a', 'b', 'c'].map((text) => write(add(text), by)))
  expect(all()).toEqual(['a', 'b', 'c'])
  expect(db.$client.pragma('data_version', { simple: true })).toBe(before)
})

test('one failing write undoes only itself', async () => {
  const { write, add, all } = createNotes()
  const results = await Promise.allSettled([
    write(add('a'), by),
    write((tx) => {
      add('half')(tx)
      add('a')(tx)
    }, by),
    write(add('b'), by),
  ])
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all()).toEqual(['a', 'b'])
})

test('effects run after the commit and never for a write that failed', async () => {
  const { write, add, all } = createNotes()
  const seen: string[] = []
  await Promise.allSettled([
    write((tx) => {
      add('a')(tx)
      tx.afterCommit(() => seen.push(`a ${all().length}`))
    }, by),
    write((tx) => {
      tx.afterCommit(() => seen.push('never'))
      throw new Error('refused')
    }, by),
  ])
  expect(seen).toEqual(['a 1'])
})

test('a full disk refuses the whole batch with storage_full and leaves nothing behind', async () => {
  const { write, add, all, db } = createNotes()
  await write(add('before'), by)
  const pages = Number(db.$client.pragma('page_count', { simple: true }))
  db.$client.pragma(`max_page_count = ${pages}`)
  const big = 'x'.repeat(50_000)
  const results = await Promise.allSettled([write(add('small'), by), write(add(big), by)])
  expect(results.map((result) => (result.status === 'rejected' ? result.reason.code : 'fulfilled'))).toContain('storage_full')
  expect(all()).not.toContain(big)
  db.$client.pragma('max_page_count = 1000000')
  await write(add('after'), by)
  expect(all()).toContain('after')
})

test('a file that another process holds answers storage_unavailable, and the next write works', async () => {
  const { write, add, all, file, db } = createNotes()
  db.$client.pragma('busy_timeout = 20')
  const { default: Database } = await import('better-sqlite3')
  const other = new Database(file)
  other.exec('BEGIN IMMEDIATE')
  await expect(write(add('a'), by)).rejects.toMatchObject({ code: 'storage_unavailable', retryAfterSeconds: 1 })
  other.exec('ROLLBACK')
  other.close()
  await write(add('b'), by)
  expect(all()).toEqual(['b'])
})

test('beyond the bound of the queue a write is refused early', async () => {
  const { write, add } = createNotes()
  const results = await Promise.allSettled(Array.from({ length: 5_001 }, (_, index) => write(add(String(index)), by)))
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toHaveLength(1)
  expect(refused[0]?.reason).toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 })
})

test('among writes that may be repeated, one that fails undoes only itself, and effects run once', async () => {
  const { write, add, all } = createNotes()
  const effects: string[] = []
  const repeatable = { ...by, isRepeatable: true }
  const addAndTell = (text: string) => (tx: Tx) => {
    add(text)(tx)
    tx.afterCommit(() => effects.push(text))
  }
  const results = await Promise.allSettled([
    write(addAndTell('a'), repeatable),
    write((tx) => {
      addAndTell('half')(tx)
      add('a')(tx)
    }, repeatable),
    write(addAndTell('b'), repeatable),
  ])
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all()).toEqual(['a', 'b'])
  expect(effects).toEqual(['a', 'b'])
})

test('a lazy write leaves the file at synchronous=FULL', async () => {
  const { write, add, all, db } = createNotes()
  await write(add('a'), { ...by, isLazy: true })
  await Promise.allSettled([write(add('a'), { ...by, isLazy: true })])
  expect(all()).toEqual(['a'])
  expect(db.$client.pragma('synchronous', { simple: true })).toBe(2)
})

test('writes to a file that was closed are refused, lazy ones too', async () => {
  const { write, add, db } = createNotes()
  db.$client.close()
  const outcomes = await Promise.allSettled([write(add('a'), by)])
  const lazy = await Promise.allSettled([write(add('b'), { ...by, isLazy: true })])
  expect([...outcomes, ...lazy].map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
