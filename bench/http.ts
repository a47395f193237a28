import type autocannon from 'autocannon'
import { type Figure, inTurns, median } from './figure.ts'
import { jobBody, jobCount } from './fixture.ts'
import { type Load, runLoad } from './load.ts'

interface Servers {
  readonly oursUrl: string
  readonly controlUrl: string
  readonly key: string
}

const rounds = 3
const seconds = 4
const warmUpSeconds = 2
const connections = 32

/** Reads with key check, rate limit, request log and response validation against a bare Koa server. */
export async function benchReads(servers: Servers, name: 'GET by id' | 'GET list of 20'): Promise<Figure[]> {
  const byId = Array.from({ length: 200 }, (_, index) => ({ path: `/api/v1/jobs/${1 + ((index * 7_919) % jobCount)}` }))
  const requests = name === 'GET by id' ? byId : [{ path: '/api/v1/jobs' }]
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
