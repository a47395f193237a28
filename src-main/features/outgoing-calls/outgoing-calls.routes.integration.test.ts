import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { allPrivateNetworks } from '../../contract/private-networks.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { startProxy } from '../../infra/outbound/test-proxy.ts'
import { startTlsSink } from '../../infra/outbound/test-tls-sink.ts'

const path = '/api/company/outgoing-calls'
const unchanged = { private_networks: allPrivateNetworks, destinations: [], proxy: null }

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['company:write', 'webhooks:write'])
  const put = (body: object) => app.request('PUT', path, { key, body: { ...unchanged, ...body } })
  const webhook = async (url: string) => app.request('POST', '/api/webhooks', { key, body: { name: 'MES', url, events: ['*'] } })
  const tried = async (id: number) => (await app.request('POST', `/api/webhooks/${id}/test`, { key })).body.attempts[0]
  return { ...app, key, put, webhook, tried }
}

test('before anybody sets them every private network may be called, and nothing else is different', async () => {
  const { request, key } = await setUp()
  expect((await request('GET', path, { key })).body).toEqual({ ...unchanged, authorities: [], version: 0 })
})

test('a private network or destination that is not listed is refused when a webhook is saved and when it is called', async () => {
  const { put, webhook, tried } = await setUp()
  const sink = await startSink()
  expect((await webhook(sink.url)).status).toBe(201)
  expect(await tried(1)).toMatchObject({ response: { status: 200 } })

  expect(await put({ private_networks: ['10.0.4.0/24'], version: 0 })).toMatchObject({ status: 200, body: { version: 1 } })
  expect(await tried(1)).toMatchObject({ error: { kind: 'address', message: expect.stringContaining('does not list it') } })
  expect((await webhook('https://192.168.1.5/')).body).toMatchObject({ code: 'invalid_request', details: { field: 'url' } })
  expect((await webhook('https://10.0.4.5/')).status).toBe(201)

  expect((await put({ destinations: ['10.0.4.5', '93.184.216.0/24'], version: 1 })).status).toBe(200)
  expect(await tried(1)).toMatchObject({ error: { kind: 'address', message: expect.stringContaining('destinations that it lists') } })
  expect((await webhook('https://8.8.8.8/')).body).toMatchObject({ code: 'invalid_request', details: { field: 'url' } })
  expect((await webhook('https://93.184.216.34/')).status).toBe(201)

  expect((await put({ version: 2 })).body).toEqual({ ...unchanged, authorities: [], version: 3 })
  expect(await tried(1)).toMatchObject({ response: { status: 200 } })
  expect(sink.received).toHaveLength(2)
})

test('an authority of the company is trusted by all its webhooks, in both environments, and taken away again', async () => {
  const { put, webhook, tried } = await setUp()
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const sink = await startTlsSink({ ...(await makeCertificate('127.0.0.1', { by: authority })) })
  await webhook(`https://127.0.0.1:${sink.port}/`)
  expect(await tried(1)).toMatchObject({ error: { kind: 'tls' } })
  expect((await put({ authorities: authority.cert, version: 0 })).body.authorities).toMatchObject([{ subject: 'CN=Plant CA' }])
  expect(await tried(1)).toMatchObject({ response: { status: 200 } })
  expect((await put({ version: 1 })).body.authorities).toHaveLength(1)
  expect((await put({ authorities: null, version: 2 })).body.authorities).toEqual([])
  expect(await tried(1)).toMatchObject({ error: { kind: 'tls' } })
})

test('calls go through the proxy; its password is sealed, never shown, and stays while it is left out', async () => {
  const { put, webhook, tried, dataDir, request, key } = await setUp()
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const sink = await startTlsSink({ ...(await makeCertificate('receiver.invalid', { by: authority })) })
  const { url, targets } = await startProxy({ credentials: 'interlock:hunter22' })
  const proxy = { url, user_name: 'interlock', password: 'hunter22', bypass: ['.plant.local', '10.0.0.0/8'] }
  const saved = await put({ authorities: authority.cert, proxy, version: 0 })
  const shown = { url, user_name: 'interlock', has_password: true, bypass: ['.plant.local', '10.0.0.0/8'] }
  expect(saved.body.proxy).toEqual(shown)
  await webhook(`https://receiver.invalid:${sink.port}/`)
  expect(await tried(1)).toMatchObject({ response: { status: 200 } })
  expect(targets).toEqual([`receiver.invalid:${sink.port}`])

  const { password: _, ...same } = proxy
  expect((await put({ proxy: same, version: 1 })).body.proxy).toEqual(shown)
  expect((await put({ proxy: { ...same, url: 'http://10.0.0.9:3128' }, version: 2 })).body.proxy.has_password).toBe(false)
  expect((await request('GET', path, { key })).text).not.toContain('hunter22')
  for (const file of (await readdir(dataDir)).filter((name) => name.startsWith('control.db'))) {
    expect((await readFile(`${dataDir}/${file}`)).includes('hunter22')).toBe(false)
  }
})

test.each([
  [{ private_networks: ['10.0.4'] }, 'private_networks.0'],
  [{ destinations: ['10.0.4.0/24', 'erp.example.com'] }, 'destinations.1'],
  [{ authorities: 'nonsense' }, 'authorities'],
  [{ proxy: { url: 'proxy:3128' } }, 'proxy.url'],
  [{ proxy: { url: 'http://169.254.169.254:3128' } }, 'proxy.url'],
  [{ proxy: { url: 'http://8.8.8.8:3128' } }, 'proxy.url'],
  [{ proxy: { url: 'http://a:b@10.0.0.9:3128' } }, 'proxy.url'],
  [{ proxy: { url: 'http://10.0.0.9:3128', user_name: 'a:b' } }, 'proxy.user_name'],
  [{ proxy: { url: 'http://10.0.0.9:3128', bypass: ['a b'] } }, 'proxy.bypass.0'],
])('%j is refused for %s', async (wrong, field) => {
  const { put, request, key } = await setUp()
  expect(await put({ ...wrong, version: 0 })).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect((await request('GET', path, { key })).body.version).toBe(0)
})

test('a change needs its scope and the version that was read', async () => {
  const { put, createKey, request } = await setUp()
  const reader = await createKey(['company:read'])
  expect((await request('PUT', path, { key: reader, body: { ...unchanged, version: 0 } })).status).toBe(403)
  const other = await createKey(['webhooks:write'])
  expect((await request('GET', path, { key: other })).status).toBe(403)
  await put({ version: 0 })
  expect(await put({ version: 0 })).toMatchObject({ status: 409, body: { code: 'version_conflict', details: { current_version: 1 } } })
})

test('before lists are narrowed it can be asked which webhooks they would refuse, in both environments', async () => {
  const { request, key, put, webhook, createKey } = await setUp()
  await webhook('http://127.0.0.1:4790/')
  await webhook('https://10.0.4.5/')
  await webhook('https://192.168.1.5/')
  const sandbox = await createKey(['webhooks:write'], { environment: 'sandbox' })
  await request('POST', '/api/webhooks', {
    key: sandbox,
    body: { name: 'ERP', url: 'https://192.168.1.6/', events: ['*'], is_active: false },
  })
  const check = async (body: object) => (await request('POST', `${path}/check`, { key, body })).body
  expect(await check({ private_networks: allPrivateNetworks, destinations: [] })).toEqual({ count: 0, data: [] })
  const narrow = { private_networks: ['127.0.0.0/8', '10.0.4.0/24'], destinations: [] }
  const refused = [
    { id: 3, name: 'MES', environment: 'live', is_active: true, host: '192.168.1.5' },
    { id: 1, name: 'ERP', environment: 'sandbox', is_active: false, host: '192.168.1.6' },
  ]
  expect(await check(narrow)).toEqual({ count: 2, data: refused })
  // What is refused already is not told again.
  await put({ ...narrow, version: 0 })
  expect(await check({ ...narrow, destinations: ['10.0.4.5'] })).toMatchObject({ count: 1, data: [{ id: 1, host: '127.0.0.1' }] })
  const other = await createKey(['webhooks:write'])
  expect((await request('POST', `${path}/check`, { key: other, body: narrow })).status).toBe(403)
  expect((await request('POST', `${path}/check`, { key, body: { ...narrow, destinations: ['x'] } })).body.code).toBe('invalid_request')
})
