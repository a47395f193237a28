import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestControl } from '../../app/test-control.ts'
import { systemActor } from '../../lib/identity.ts'
import { createCompany } from '../companies/companies.service.ts'
import { createFirstOwner } from './people.service.ts'
import { absoluteMs, createSessions, idleMs } from './sessions.service.ts'

async function setUp() {
  const test = openTestControl()
  const { control, now, newSecret } = test
  const owner = { companyName: 'Öz', name: 'Ayşe', email: 'Ayse@Example.com', password: 'uzun bir parola' }
  const { userId } = await createFirstOwner({ control, createCompany }, owner)
  const sessions = createSessions({ control, now, newSecret, onError: (error) => expect.unreachable(String(error)) })
  const start = () => control.write((tx) => sessions.start(tx, { userId, userAgent: 'Firefox', address: '::1' }), { actor: systemActor })
  return { ...test, sessions, userId, start }
}

test('a session is found by its cookie, of which only the sha256 is stored', async () => {
  const { sessions, start, control, dir, userId } = await setUp()
  const token = await start()
  expect(sessions.find(token)).toMatchObject({
    id: 1,
    user: { id: userId, name: 'Ayşe' },
    memberships: [{ slug: 'oz', name: 'Öz', role: 'owner' }],
  })
  expect(sessions.find(token)).toBe(sessions.find(token))
  expect(sessions.find(`${token}x`)).toBeUndefined()
  control.db.$client.pragma('wal_checkpoint(TRUNCATE)')
  expect(readFileSync(join(dir, 'control.db'), 'latin1')).not.toContain(token)
})

test('it ends after twelve hours without a request, from the last one', async () => {
  const { sessions, start, clock } = await setUp()
  const token = await start()
  clock.ms += idleMs - 1
  expect(sessions.find(token)).toBeDefined()
  clock.ms += idleMs - 1
  expect(sessions.find(token)).toBeDefined()
  clock.ms += idleMs
  expect(sessions.find(token)).toBeUndefined()
})

test('it ends after thirty days however much it is used', async () => {
  const { sessions, start, clock } = await setUp()
  const token = await start()
  const startedAt = clock.ms
  for (; clock.ms < startedAt + absoluteMs; clock.ms += idleMs / 2) expect(sessions.find(token)).toBeDefined()
  clock.ms = startedAt + absoluteMs - 1
  expect(sessions.find(token)).toBeDefined()
  clock.ms += 1
  expect(sessions.find(token)).toBeUndefined()
})

test('last seen is kept to the minute, shown at once, written in groups, and survives a restart', async () => {
  const { sessions, start, clock, control, now, newSecret, userId } = await setUp()
  const token = await start()
  clock.ms += 59_000
  sessions.find(token)
  expect(sessions.listDevices(userId, 1)).toEqual([
    {
      id: 1,
      userAgent: 'Firefox',
      address: '::1',
      createdAt: '2026-11-22T08:00:00.000Z',
      lastSeenAt: '2026-11-22T08:00:00.000Z',
      expiresAt: expect.any(String),
      isCurrent: true,
    },
  ])
  clock.ms += 1_000
  sessions.find(token)
  expect(sessions.listDevices(userId, 2)).toMatchObject([{ lastSeenAt: '2026-11-22T08:01:00.000Z', isCurrent: false }])
  await sessions.flush()
  const restarted = createSessions({ control, now, newSecret, onError: () => undefined })
  clock.ms += idleMs - 1
  expect(restarted.find(token)).toBeDefined()
})

test('signing out ends a session in the same turn; others go on until all are ended', async () => {
  const { sessions, start, control, userId } = await setUp()
  const [first, second, third] = [await start(), await start(), await start()]
  for (const token of [first, second, third]) expect(sessions.find(token)).toBeDefined()
  await control.write((tx) => sessions.end(tx, first), { actor: systemActor })
  expect([first, second, third].map((token) => sessions.find(token)?.id)).toEqual([undefined, 2, 3])
  await control.write((tx) => sessions.endAllOf(tx, userId, 3), { actor: systemActor })
  expect([second, third].map((token) => sessions.find(token)?.id)).toEqual([undefined, 3])
})

test('a write that is rolled back ends nothing', async () => {
  const { sessions, start, control } = await setUp()
  const token = await start()
  const failing = control.write(
    (tx) => {
      sessions.end(tx, token)
      throw new Error('later')
    },
    { actor: systemActor },
  )
  await expect(failing).rejects.toThrow('later')
  expect(sessions.find(token)).toBeDefined()
})

test('what another process changes about a person is noticed within half a second', async () => {
  const { sessions, start, openBeside, clock, userId } = await setUp()
  const token = await start()
  expect(sessions.find(token)).toBeDefined()
  await openBeside().write((tx) => tx.db.$client.prepare('UPDATE users SET is_active = 0 WHERE id = ?').run(userId), { actor: systemActor })
  clock.ms += 500
  expect(sessions.find(token)).toBeUndefined()
})

test('a new sign-in drops the rows of sessions that are over', async () => {
  const { sessions, start, clock, control, userId } = await setUp()
  await start()
  clock.ms += idleMs + 1
  await start()
  expect(sessions.listDevices(userId, undefined).map((device) => device.id)).toEqual([2])
  expect(control.db.$client.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(1)
})

test('an e-mail address is one person, however it is written', async () => {
  const { control } = await setUp()
  const insert = control.db.$client.prepare(
    "INSERT INTO users (email, name, password_hash, created_at, updated_at) VALUES (?, '', '', '', '')",
  )
  expect(() => insert.run('AYSE@example.COM')).toThrow('UNIQUE')
})
