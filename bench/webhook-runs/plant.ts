import { setTimeout as delay } from 'node:timers/promises'
import { type Server, startServer } from '../../scripts/interlock-process.ts'
import { createFixture, type Fixture, residentMegabytes } from '../fixture.ts'

const sampleEveryMs = 100

/** A server that may be killed and started again on the same data, and a client of its API. */
export interface Plant {
  readonly fixture: Fixture
  readonly call: (method: string, path: string, body?: object) => Promise<{ readonly id: number; readonly secret: string }>
  readonly killAndStart: () => Promise<void>
  /** The most that any of its processes was seen to take, MB. */
  readonly peakMegabytes: () => number
  readonly end: () => Promise<void>
}

export async function startPlant(): Promise<Plant> {
  const fixture = await createFixture(1_000, false)
  const start = (): Promise<Server> => startServer({ dataDir: fixture.dataDir, entry: 'built' })
  let server = await start()
  let peak = 0
  const sampling = setInterval(() => {
    if (server.child.exitCode === null && server.child.signalCode === null) peak = Math.max(peak, residentMegabytes(server.child))
  }, sampleEveryMs)
  return {
    fixture,
    call: (method, path, body) => call({ url: server.url, key: fixture.key }, { method, path, body }),
    killAndStart: async () => {
      await server.stop('SIGKILL')
      server = await start()
    },
    peakMegabytes: () => peak,
    end: async () => {
      clearInterval(sampling)
      await server.stop()
      fixture.remove()
    },
  }
}

async function call(
  { url, key }: { url: string; key: string },
  { method, path, body }: { method: string; path: string; body: object | undefined },
): Promise<{ id: number; secret: string }> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json', 'x-idempotency-key': crypto.randomUUID() }
  const response = await fetch(url + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer}`)
  return answer === '' ? { id: 0, secret: '' } : JSON.parse(answer)
}

/** Waits for what should come; says what has not, should it never come. */
export async function until(isDone: () => boolean, patienceMs: number, whatIsMissing: () => string): Promise<void> {
  const end = performance.now() + patienceMs
  while (!isDone()) {
    if (performance.now() > end) throw new Error(whatIsMissing())
    await delay(5)
  }
}
