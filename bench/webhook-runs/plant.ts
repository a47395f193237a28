import { setTimeout as delay } from 'node:timers/promises'
import { type Entry, type Server, startServer } from '../../scripts/interlock-process.ts'
import { createFixture, type Fixture, residentMegabytes } from '../fixture.ts'

const sampleEveryMs = 100

/** What is read of answers. */
export interface Answer {
  readonly id: number
  readonly secret: string
}

/** A server that may be killed and started again on the same data, and a client of its API. */
export interface Plant {
  readonly fixture: Fixture
  readonly call: (method: string, path: string, body?: object) => Promise<Answer>
  /** The same for a client that repeats its write, always with one idempotency key, until it is answered. */
  readonly callUntilAnswered: (method: string, path: string, body: object) => Promise<Answer>
  readonly killAndStart: () => Promise<void>
  readonly stop: () => Promise<void>
  /** The most that any of its processes was seen to take, MB. */
  readonly peakMegabytes: () => number
  readonly end: () => Promise<void>
}

export async function startPlant(entry: Entry = 'built'): Promise<Plant> {
  const fixture = await createFixture(1_000, false, entry)
  const start = (): Promise<Server> => startServer({ dataDir: fixture.dataDir, entry })
  let server = await start()
  let peak = 0
  const sampling = setInterval(() => {
    if (server.child.exitCode !== null || server.child.signalCode !== null) return
    // NB: not a number while it is being killed.
    const megabytes = residentMegabytes(server.child)
    if (megabytes > peak) peak = megabytes
  }, sampleEveryMs)
  return {
    fixture,
    call: (method, path, body) => call({ url: server.url, key: fixture.key }, { method, path, body, idempotencyKey: crypto.randomUUID() }),
    callUntilAnswered: async (method, path, body) => {
      const request = { method, path, body, idempotencyKey: crypto.randomUUID() }
      for (;;) {
        const answer = await call({ url: server.url, key: fixture.key }, request).catch((error: unknown) => {
          if (error instanceof RefusedError) throw error
        })
        if (answer !== undefined) return answer
        await delay(20)
      }
    },
    killAndStart: async () => {
      await server.stop('SIGKILL')
      server = await start()
    },
    stop: async () => {
      await server.stop()
    },
    peakMegabytes: () => peak,
    end: async () => {
      clearInterval(sampling)
      await server.stop()
      fixture.remove()
    },
  }
}

/** Answered, and not with success. */
class RefusedError extends Error {}

interface Request {
  readonly method: string
  readonly path: string
  readonly body: object | undefined
  readonly idempotencyKey: string
}

async function call({ url, key }: { url: string; key: string }, { method, path, body, idempotencyKey }: Request): Promise<Answer> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json', 'x-idempotency-key': idempotencyKey }
  const response = await fetch(url + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
  const answer = await response.text()
  if (response.status === 503) throw new Error('it is stopping')
  if (!response.ok) throw new RefusedError(`${method} ${path} answered ${response.status}: ${answer}`)
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
