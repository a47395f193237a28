import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Db } from '../infra/db/database.ts'
import { createWorkspaces } from '../infra/db/workspaces.ts'
import { idempotencyWindowMs, storeAnswer } from '../infra/http/idempotency.ts'
import { isoTime, systemActor } from '../lib/identity.ts'
import { assetsOf } from './assets.ts'
import { createHousekeeping } from './housekeeping.ts'
import { openTestControl } from './test-control.ts'

const longAgo = '2026-11-20T08:00:00.000Z'

function createPlant() {
  const { control, dir, now } = openTestControl()
  const workspaces = createWorkspaces({
    ...assetsOf(new URL('../main.node.ts', import.meta.url).href),
    dataDir: dir,
    now: () => isoTime(now()),
    newId: (prefix) => `${prefix}_1`,
    onCommit: () => undefined,
  })
  const reported: string[] = []
  const { run, stop } = createHousekeeping({
    control,
    workspaces: workspaces.all,
    expireQuotes: () => undefined,
    trimBacklogs: async () => undefined,
    everyMinute: async () => undefined,
    now,
    log: pino({}, { write: (line) => reported.push(JSON.parse(line).err.message) }),
  })
  onTestFinished(async () => {
    stop()
    await workspaces.close()
  })
  const open = (company: string) => {
    const { live } = workspaces.open(company)
    const keep = (count: number, createdAt: string) =>
      live.write(
        ({ db }) => {
          for (let index = 0; index < count; index += 1) storeOne(db, `${createdAt} ${index}`, createdAt)
        },
        { actor: systemActor },
      )
    return { live, keep, kept: () => live.db.$client.prepare('SELECT count(*) FROM idempotency_keys').pluck().get() }
  }
  return { now, open, run, reported }
}

const storeOne = (db: Db, key: string, createdAt: string): void =>
  storeAnswer(db, { credential: 'api_key:1', key, hash: '' }, { responseStatus: 201, responseBody: '{}', isSealed: false, createdAt })

test('a file that cannot be used keeps nothing else from being tidied', async () => {
  const { open, run, reported } = createPlant()
  const [broken, sound] = [open('broken'), open('sound')]
  await sound.keep(1, longAgo)
  broken.live.db.$client.close()
  await run()
  expect([sound.kept(), reported]).toEqual([0, ['The database connection is not open']])
})

test('stored answers go after their day, however many there are, and others write meanwhile', async () => {
  const { now, open, run } = createPlant()
  const { live, keep, kept } = open('plant')
  await keep(1_300, longAgo)
  await keep(2, isoTime(now() - idempotencyWindowMs))
  let isTidied = false
  const tidying = run().then(() => {
    isTidied = true
  })
  await live.write(() => undefined, { actor: systemActor })
  expect(isTidied).toBe(false)
  await tidying
  expect(kept()).toBe(2)
  const plan = live.db.$client.prepare("EXPLAIN QUERY PLAN SELECT rowid FROM idempotency_keys WHERE created_at < '2026' LIMIT 1").all()
  expect(plan).toMatchObject([{ detail: expect.stringContaining('USING COVERING INDEX idempotency_keys_created_at') }])
})
