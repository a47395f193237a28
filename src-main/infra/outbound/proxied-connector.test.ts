import { expect, onTestFinished, test } from 'vitest'
import { createOutboundClient } from './outbound-client.ts'
import { type CompanyWay, type OutboundWay, type ProxyTerms, plainWay } from './outbound-way.ts'
import { isBypassed } from './proxied-connector.ts'
import { makeCertificate } from './test-certificates.ts'
import { startSink } from './test-http-sink.ts'
import { startProxy } from './test-proxy.ts'
import { startTlsSink } from './test-tls-sink.ts'

const names: Readonly<Record<string, string>> = {
  'erp.example.com': '93.184.216.34',
  'mes.lan': '10.0.0.5',
  'moved.example.com': '169.254.169.254',
  'here.lan': '127.0.0.1',
}

function createClient(proxy: Partial<ProxyTerms> & { url: string }, company: Partial<CompanyWay> = {}) {
  const client = createOutboundClient({
    monotonicNow: () => performance.now(),
    resolve: (host, done) => {
      const address = names[host]
      if (address === undefined) done(Object.assign(new Error(`unknown ${host}`), { code: 'ENOTFOUND' }), [])
      else done(null, [{ address, family: 4 }])
    },
  })
  onTestFinished(() => client.close())
  const terms = { credentials: null, bypass: [], ...proxy }
  return (origin: string, way: Partial<OutboundWay> = {}) => {
    const all = { ...plainWay, ...way, company: { ...plainWay.company, ...company, proxy: terms } }
    return client.post({ lane: origin, way: all, origin, path: '/', headers: {}, body: Buffer.from('{}'), timeoutMs: 10_000 })
  }
}

test('calls go through the proxy by name, with TLS and client certificate from end to end', async () => {
  const proxy = await startProxy()
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const server = await makeCertificate('erp.example.com', { by: authority })
  const sink = await startTlsSink({ ...server, ca: authority.cert, requestCert: true })
  const { cert, key } = await makeCertificate('Interlock', { by: authority })
  const post = createClient({ url: proxy.url }, { authorities: authority.cert })
  const result = await post(`https://erp.example.com:${sink.port}`, { client: { certificate: cert, privateKey: key } })
  expect(result).toMatchObject({ status: 200, error: null })
  expect([proxy.targets, sink.clients]).toEqual([[`erp.example.com:${sink.port}`], ['CN=Interlock']])
})

test('a name that only the proxy knows is left to it, unless the company lists its destinations', async () => {
  const proxy = await startProxy()
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const sink = await startTlsSink({ ...(await makeCertificate('cloud.example.com', { by: authority })) })
  const origin = `https://cloud.example.com:${sink.port}`
  expect(await createClient({ url: proxy.url })(origin, { authorities: authority.cert })).toMatchObject({ status: 200 })
  const listed = createClient({ url: proxy.url }, { destinations: ['93.184.216.34'] })
  expect(await listed(origin)).toMatchObject({ error: { kind: 'address', message: expect.stringContaining('destinations that it lists') } })
  expect(proxy.targets).toHaveLength(1)
})

test('plain http with its exception goes through the proxy too; to this machine and to what is excepted nothing does', async () => {
  const proxy = await startProxy()
  const sink = await startSink()
  const post = createClient({ url: proxy.url, bypass: ['here.lan'] })
  expect(await post(`http://mes.lan:${sink.port}`, { isHttpAllowed: true })).toMatchObject({ status: 200 })
  expect(await post(`http://127.0.0.1:${sink.port}`)).toMatchObject({ status: 200 })
  expect(await post(`http://here.lan:${sink.port}`)).toMatchObject({ status: 200 })
  expect(proxy.targets).toEqual([`mes.lan:${sink.port}`])
})

test('the proxy is not asked for what may not be called', async () => {
  const proxy = await startProxy()
  const post = createClient({ url: proxy.url }, { privateNetworks: ['192.168.0.0/16'] })
  for (const origin of [
    'https://moved.example.com',
    'https://169.254.169.254',
    'http://erp.example.com',
    'https://mes.lan',
    'http://cloud.example.com',
  ]) {
    expect(await post(origin)).toMatchObject({ error: { kind: 'address' } })
  }
  expect(proxy.targets).toEqual([])
})

test('a proxy over TLS, trusted by the authority of the company, gets its user name and password', async () => {
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const certificate = await makeCertificate('127.0.0.1', { by: authority })
  const proxy = await startProxy({ certificate, credentials: 'interlock:p:w' })
  const sink = await startTlsSink({ ...(await makeCertificate('erp.example.com', { by: authority })) })
  const origin = `https://erp.example.com:${sink.port}`
  const credentials = { userName: 'interlock', password: 'p:w' }
  expect(await createClient({ url: proxy.url, credentials }, { authorities: authority.cert })(origin)).toMatchObject({ status: 200 })
  expect(await createClient({ url: proxy.url }, { authorities: authority.cert })(origin)).toMatchObject({
    error: { kind: 'proxy', message: `The proxy 127.0.0.1:${proxy.port} wants a user name and password that it accepts.` },
  })
  expect(await createClient({ url: proxy.url, credentials })(origin)).toMatchObject({ error: { kind: 'proxy' } })
})

test('a proxy that refuses, hangs up or is not there is told apart from the receiver', async () => {
  const refusing = await startProxy({ answer: 403 })
  const origin = 'https://erp.example.com'
  expect((await createClient({ url: refusing.url })(origin)).error).toEqual({
    kind: 'proxy',
    message: `The proxy 127.0.0.1:${refusing.port} did not connect to erp.example.com:443: it answered 403.`,
  })
  for (const [url, reason] of [
    ['http://127.0.0.1:9', 'cannot be used'],
    ['http://moved.example.com:3128', 'cannot be used'],
    ['http://169.254.169.254:3128', 'is at an address that is not called'],
    ['http://93.184.216.34:3128', 'is at an address that is not called'],
  ] as const) {
    expect((await createClient({ url })(origin)).error).toMatchObject({ kind: 'proxy', message: expect.stringContaining(reason) })
  }
})

test.each([
  ['mes.plant.local', ['10.0.0.5'], true],
  ['plant.local', ['10.0.0.5'], true],
  ['otherplant.local', ['10.0.0.5'], false],
  ['ERP.example.com.', ['93.184.216.34'], true],
  ['a.example.com', ['172.16.3.4'], true],
  ['a.example.com', ['172.16.3.4', '93.184.216.34'], false],
  ['192.168.7.7', ['192.168.7.7'], true],
  ['localhost', ['127.0.0.1', '::1'], true],
  ['unknown.example.com', [], false],
])('%s at %j is called without the proxy: %s', (host, addresses, is) => {
  expect(isBypassed(['.plant.local', 'erp.example.com', '172.16.0.0/12', '192.168.7.7'], host, addresses)).toBe(is)
})
