import { expect, onTestFinished, test } from 'vitest'
import { type Server, startServer } from '../../../scripts/interlock-process.ts'
import { callApi, createPlant, createPlantKey, listAll } from '../../app/test-plant.ts'

/** The plant is looked at every 15 s, and at each start. */
const patience = { timeout: 60_000, interval: 50 }

async function serve(dataDir: string): Promise<Server> {
  const server = await startServer({ dataDir })
  onTestFinished(() => void server.child.kill('SIGKILL'))
  return server
}

/** What the owner's bell holds, by what it is about. */
async function bellOf(url: string): Promise<string[]> {
  const login = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@plant.example', password: 'correct horse battery staple' }),
  })
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const answer = await fetch(`${url}/api/notifications?type=alarm`, { headers: { cookie } })
  const { data } = (await answer.json()) as { data: { event: string; params: { subject_name: string } }[] } // by the contract
  return data.map(({ event, params }) => `${event} ${params.subject_name}`).toSorted()
}

test('killed while an alarm is open, it is open once after the restart, tells nobody again, and closes when its cause is gone', {
  timeout: 240_000,
}, async () => {
  const dataDir = await createPlant()
  const admin = await createPlantKey(dataDir)
  const createEnding = async (url: string, name: string): Promise<number> => {
    const expires_at = new Date(Date.now() + 5 * 86_400_000).toISOString()
    const body = { name, environment: 'live', scopes: ['jobs:read'], expires_at }
    const answer = await callApi(url, admin, { method: 'POST', path: '/api/api-keys', body, idempotencyKey: name })
    expect(answer.status).toBe(201)
    return answer.body.id
  }
  const alarms = async (url: string) =>
    (await callApi(url, admin, { path: '/api/alarms' })).body.data
      .map(({ subject_name, state, occurrences }: Record<string, unknown>) => `${subject_name} ${state} ${occurrences}`)
      .toSorted()
  const events = async (url: string) =>
    (await listAll(url, admin, '/api/v1/events'))
      .filter(({ event }) => event.startsWith('alarm.'))
      .map(({ event, data }) => `${event} ${data.alarm.subject_name}`)
      .toSorted()

  let server = await serve(dataDir)
  const killAndRestart = async (): Promise<void> => {
    await server.stop('SIGKILL')
    server = await serve(dataDir)
  }
  const keyId = await createEnding(server.url, 'MES')
  await killAndRestart()
  await expect.poll(() => alarms(server.url), patience).toEqual(['MES active_unacknowledged 1'])
  await createEnding(server.url, 'ERP')
  // Twice: the second start finds what the first one left.
  await killAndRestart()
  await killAndRestart()
  // An alarm that opens proves that the plant was looked at since.
  const open = ['ERP active_unacknowledged 1', 'MES active_unacknowledged 1']
  await expect.poll(() => alarms(server.url), patience).toEqual(open)
  const told = ['alarm.opened ERP', 'alarm.opened MES']
  await expect.poll(() => bellOf(server.url), patience).toEqual(told)
  expect(await events(server.url)).toEqual(told)

  await callApi(server.url, admin, { method: 'POST', path: '/api/alarms/1/acknowledge', body: { note: null }, idempotencyKey: 'ack' })
  await callApi(server.url, admin, { method: 'DELETE', path: `/api/api-keys/${keyId}`, idempotencyKey: 'revoke' })
  await killAndRestart()
  await expect.poll(() => alarms(server.url), patience).toEqual(['ERP active_unacknowledged 1', 'MES closed 1'])
  expect(await events(server.url)).toEqual(['alarm.acknowledged MES', ...told, 'alarm.resolved MES'])
  expect(await bellOf(server.url)).toEqual(told)
  expect((await server.stop()).exitCode).toBe(0)
})
