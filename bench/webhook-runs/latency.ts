import { setTimeout as delay } from 'node:timers/promises'
import { type Figure, quantile } from '../figure.ts'
import { type Plant, until } from './plant.ts'
import { startSink } from './sink.ts'

const patienceMs = 60_000
const endpoints = 1_000
const dead = 100

/**
 * How long after its request was sent each event's first attempt arrives: the request, the commit and the call are in it. One receiver at 100 events a
 * second; then 900 live ones without and with 100 dead ones beside them, half of which refuse the connection while the others never answer.
 */
export async function benchLatency(plant: Plant): Promise<Figure[]> {
  const arrivals = createArrivals()
  const sink = await startSink(({ at, body }) => arrivals.add(JSON.parse(body).data.customer.name, at))
  const register = (url: string, name: string) => plant.call('POST', '/api/webhooks', { name, url, events: ['customer.created'] })
  try {
    await register(`${sink.url}/0`, 'one')
    await emit(plant, arrivals, { count: 200, betweenMs: 10, receivers: 1 })
    const alone = await emit(plant, arrivals, { count: 1_000, betweenMs: 10, receivers: 1 })
    const one = { name: '100 events/s, p99', unit: 'ms', ours: quantile(alone, 0.99), control: undefined, target: { atMost: 50 } } as const
    for (let index = 1; index < endpoints - dead; index += 1) await register(`${sink.url}/${index}`, `live ${index}`)
    const load = { count: 20, betweenMs: 500, receivers: endpoints - dead }
    await emit(plant, arrivals, load)
    const without = await emit(plant, arrivals, load)
    for (let index = 0; index < dead; index += 1)
      await register(index % 2 === 0 ? 'http://127.0.0.1:9/' : `${sink.url}/hang/${index}`, `dead ${index}`)
    await emit(plant, arrivals, load)
    const beside = await emit(plant, arrivals, load)
    return [
      one,
      {
        name: '900 live beside 100 dead',
        unit: 'ms p99',
        ours: quantile(beside, 0.99),
        control: quantile(without, 0.99),
        target: { atMost: 2 },
      },
    ]
  } finally {
    sink.close()
  }
}

/** When what was sent under a name has come to its receivers. */
function createArrivals() {
  const times = new Map<string, number[]>()
  return {
    add: (name: string, at: number): void => void times.get(name)?.push(at),
    expect: (name: string): number[] => {
      const own: number[] = []
      times.set(name, own)
      return own
    },
  }
}

let names = 0

async function emit(
  plant: Plant,
  arrivals: ReturnType<typeof createArrivals>,
  { count, betweenMs, receivers }: { count: number; betweenMs: number; receivers: number },
): Promise<number[]> {
  const sent: { at: number; times: number[] }[] = []
  const writes: Promise<unknown>[] = []
  const startedAt = performance.now()
  for (let index = 0; index < count; index += 1) {
    names += 1
    const name = `latency ${names}`
    sent.push({ at: performance.now(), times: arrivals.expect(name) })
    writes.push(plant.call('POST', '/api/v1/customers', { name }))
    await delay(Math.max(0, startedAt + (index + 1) * betweenMs - performance.now()))
  }
  await Promise.all(writes)
  const hasAll = ({ times }: { times: number[] }): boolean => times.length >= receivers
  await until(
    () => sent.every(hasAll),
    patienceMs,
    () => `${sent.filter((one) => !hasAll(one)).length} events have not reached everybody`,
  )
  return sent.flatMap(({ at, times }) => times.map((time) => time - at))
}
