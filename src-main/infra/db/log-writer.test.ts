import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createLogWriter, type LogFile } from './log-writer.ts'
import { createTestDatabase } from './test-database.ts'

const usage = (hour: string) => ({
  sql: "INSERT INTO credential_usage (credential_type, credential_id, hour, ip_address, calls, failed) VALUES ('api_key', 1, ?, '10.0.0.4', 1, 0)",
  values: [hour],
})

function createLog() {
  const { db, file } = createTestDatabase('log')
  const writer = createLogWriter(new URL('./log.worker.ts', import.meta.url))
  onTestFinished(writer.close)
  return {
    log: writer.open(file),
    close: writer.close,
    hours: () => db.$client.prepare('SELECT hour FROM credential_usage ORDER BY rowid').pluck().all(),
  }
}

function write(log: LogFile, hours: readonly string[]): Promise<void> {
  for (const hour of hours) log.append(usage(hour))
  return log.flush()
}

test('groups are on disk in their order, each whole or not at all', async () => {
  const { log, hours } = createLog()
  const first = write(log, ['2026-11-22T08'])
  const refused = write(log, ['2026-11-22T09', '2026-11-22T08'])
  const last = write(log, ['2026-11-22T10'])
  await expect(refused).rejects.toThrow('UNIQUE constraint failed')
  await Promise.all([first, last])
  expect(hours()).toEqual(['2026-11-22T08', '2026-11-22T10'])
})

test('any text comes through, also one that is longer than a page', async () => {
  const { log, hours } = createLog()
  const texts = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 40 })
  const sample = [...new Set([...fc.sample(texts, 20).flat(), 'ş'.repeat(300_000), 'after the long one'])].filter(
    (text) => !text.includes('\0'),
  )
  await write(log, sample)
  expect(hours()).toEqual(sample)
})

test('who closes waits for what was flushed', async () => {
  const { log, close, hours } = createLog()
  const writes = ['2026-11-22T08', '2026-11-22T09'].map((hour) => write(log, [hour]))
  await close()
  expect(hours()).toHaveLength(2)
  await Promise.all(writes)
})

test('what does not get to the disk in time is refused rather than kept in memory', async () => {
  const { log, hours } = createLog()
  const writes = Array.from({ length: 150 }, (_, index) => write(log, [`hour ${index}`]))
  const outcomes = await Promise.allSettled(writes)
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(50)
  expect(refused[0]).toMatchObject({ reason: { message: expect.stringContaining('The disk is too slow') } })
  expect(hours()).toHaveLength(100)
})
