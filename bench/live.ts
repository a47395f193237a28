import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Figure, quantile } from './figure.ts'

const clients = 1_000
/** As many as one credential may have. */
const clientsOfKey = 100
const events = 50
const betweenMs = 100
const patienceMs = 30_000

/** How long after a write was sent each of 1,000 WebSocket clients has its event: the request and the commit are in it. */
export async function benchLive({ url, key }: { url: string; key: string }): Promise<Figure[]> {
  const keys = await Promise.all(Array.from({ length: clients / clientsOfKey }, () => createKey(url, key)))
  const received = new Map<string, number[]>()
  const sockets = await openAll(url, keys, (name, at) => void received.get(name)?.push(at))
  try {
    const latencies: number[] = []
    for (let index = 0; index < events; index += 1) {
      const name = `live ${index}`
      received.set(name, [])
      const sentAt = performance.now()
      await post(`${url}/api/v1/customers`, key, { name })
      await untilAll(() => received.get(name)?.length === clients)
      latencies.push(...(received.get(name) ?? []).map((at) => at - sentAt))
      await delay(betweenMs)
    }
    return [{ name: '1,000 live clients p99', unit: 'ms', ours: quantile(latencies, 0.99), control: undefined, target: { atMost: 100 } }]
  } finally {
    for (const socket of sockets) socket.terminate()
  }
}

async function openAll(url: string, keys: readonly string[], onEvent: (name: string, at: number) => void): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  for (const key of keys) sockets.push(...(await Promise.all(Array.from({ length: clientsOfKey }, () => openOne(url, key, onEvent)))))
  return sockets
}

function openOne(url: string, key: string, onEvent: (name: string, at: number) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/ws`, { headers: { 'x-api-key': key } })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      const at = performance.now()
      const text = String(data)
      if (text.startsWith('{"type":"event"')) onEvent(/"name":"(live \d+)"/.exec(text)?.[1] ?? '', at)
      else if (text.startsWith('{"type":"ready"')) socket.send('{"type":"subscribe","channels":["customers"]}')
      else if (text.startsWith('{"type":"ack"')) resolve(socket)
    })
  })
}

async function untilAll(isDone: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs
  while (!isDone()) {
    if (performance.now() > end) throw new Error('Not every client got the event')
    await delay(5)
  }
}

const createKey = async (url: string, key: string): Promise<string> =>
  (await post(`${url}/api/api-keys`, key, { name: 'live', environment: 'live', scopes: ['customers:read'] })).key

async function post(url: string, key: string, body: object): Promise<{ key: string }> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json', 'x-idempotency-key': crypto.randomUUID() }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
