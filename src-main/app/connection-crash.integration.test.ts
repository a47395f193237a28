import { expect, test } from 'vitest'
import { type Server, startServer } from '../../scripts/interlock-process.ts'
import { startOauthProvider } from '../connectors/kit/test-oauth-provider.ts'
import { callApi, createPlant, createPlantKey } from './test-plant.ts'

const kills = 3

test('tokens that end after seconds and rotate outlive kills of the server: nobody has to sign in again', async () => {
  const provider = await startOauthProvider({ accessTokenTtl: 3 })
  const dataDir = await createPlant()
  const key = await createPlantKey(dataDir)
  let server: Server = await startServer({ dataDir })
  const connection = async () => (await callApi(server.url, key, { path: '/api/connections/1' })).body
  const call = () =>
    callApi(server.url, key, { method: 'POST', path: '/api/connections/1/actions/call_api', body: { input: { method: 'GET' } } })

  await callApi(server.url, key, { method: 'POST', path: '/api/integrations/rest_oauth/connect', body: provider.client })
  const { body } = await callApi(server.url, key, { path: '/api/integrations/oauth/any/authorize?id=1' })
  expect((await provider.signIn(body.authorization_url)).status).toBe(200)
  for (let count = 0; count < kills; count += 1) {
    const before = (await connection()).grant.refreshed_at
    await expect.poll(async () => (await connection()).grant.refreshed_at, { interval: 20 }).not.toBe(before)
    await server.stop('SIGKILL')
    server = await startServer({ dataDir })
    expect((await call()).status).toBe(200)
  }
  expect((await connection()).status).toBe('ACTIVE')
  await server.stop()
  expect(provider.tokenRequests().filter((request) => request === 'refresh_token').length).toBeGreaterThanOrEqual(kills)
  expect(provider.tokenRequests()).not.toContain('refresh_token refused')
}, 120_000)
