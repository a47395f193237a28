import type autocannon from 'autocannon'
import { type Figure, inTurns, median } from './figure.ts'
import { jobBody } from './fixture.ts'
import { type Load, runLoad } from './load.ts'

interface Servers {
  readonly oursUrl: string
  readonly controlUrl: string
  readonly key: string
  readonly jobCount: number
}

const rounds = 3
const seconds = 4
const warmUpSeconds = 2
const connections = 32

/** Reads with key check, rate limit, request log and response validation against a bare Koa server. */
export async function benchReads(servers: Servers, name: 'GET by id' | 'GET list of 20'): Promise<Figure[]> {
  // So many different ones that the cache of answers helps with none: what is measured is the read.
  const byId = Array.from({ length: 80_000 }, (_, index) => ({ path: `/api/v1/jobs/${1 + ((index * 7_919) % servers.jobCount)}` }))
  const lists = Array.from({ length: 50_000 }, (_, index) => ({ path: `/api/v1/jobs?created_at[lte]=2099-01-01T00:00:00.${index}Z` }))
  const requests = name === 'GET by id' ? byId : lists
  const { ours, control } = await measure(servers, { requests, status: 200 })
  return [
    { name, unit: 'req/s', ...ratesOf(ours, control), target: { atLeast: 0.6 } },
    { name: `${name}, p99`, unit: 'ms', ours: medianOf(ours, 'p99Ms'), control: medianOf(control, 'p99Ms'), target: { atMost: 2 } },
  ]
}

/** Durable creation of a job with event, stored answer and log against one bare transaction a request. */
export async function benchWrites(servers: Servers): Promise<Figure[]> {
  const body = JSON.stringify(jobBody(7))
  const requests: autocannon.Request[] = [{ method: 'POST', path: '/api/v1/jobs', body }]
  const headers = { 'content-type': 'application/json', 'x-idempotency-key': '[<id>]' }
  const { ours, control } = await measure(servers, { requests, status: 201, headers })
  return [{ name: 'durable POST of a job', unit: 'req/s', ...ratesOf(ours, control), target: { atLeast: 1.8 } }]
}

/** An answer that the caller has already against the same answer sent whole, compressed as the libraries of callers ask for: both of ours. */
export async function benchConditional({ oursUrl, key }: Servers): Promise<Figure[]> {
  const path = '/api/v1/jobs'
  const etag = (await fetch(oursUrl + path, { headers: { 'x-api-key': key } })).headers.get('etag') ?? ''
  const common = { 'x-api-key': key, 'accept-encoding': 'gzip' }
  const run = (status: number, headers: Record<string, string>) =>
    runLoad({ url: oursUrl, seconds, connections, requests: [{ path }], status, headers: { ...common, ...headers } })
  const { ours, control } = await inTurns(rounds, { ours: () => run(304, { 'if-none-match': etag }), control: () => run(200, {}) })
  return [{ name: '304 against its 200', unit: 'req/s', ...ratesOf(ours, control), target: { atLeast: 1.5 } }]
}

async function measure(servers: Servers, load: { requests: autocannon.Request[]; status: number; headers?: Record<string, string> }) {
  const headers = { ...load.headers, 'x-api-key': servers.key }
  const run = (url: string, duration: number) => runLoad({ ...load, url, seconds: duration, connections, headers })
  for (const url of [servers.oursUrl, servers.controlUrl]) await run(url, warmUpSeconds)
  return inTurns(rounds, { ours: () => run(servers.oursUrl, seconds), control: () => run(servers.controlUrl, seconds) })
}

const medianOf = (loads: readonly Load[], what: keyof Load): number => median(loads.map((load) => load[what]))

const ratesOf = (ours: readonly Load[], control: readonly Load[]) => ({
  ours: medianOf(ours, 'requestsPerSecond'),
  control: medianOf(control, 'requestsPerSecond'),
})
