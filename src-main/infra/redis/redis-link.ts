import type { Logger } from 'pino'

/** How long a command may take before the caller goes on without Redis, in milliseconds. */
const commandTimeoutMs = 500

/** Longest pause between two attempts to connect, in milliseconds. */
const maxPauseMs = 5_000

export type RedisState = 'not_configured' | 'connected' | 'away'

/** A Redis that may be away: whoever uses it asks first and can do without. */
export interface RedisLink {
  readonly state: () => RedisState
  /** Sends a command. @throws when it fails, or takes too long. */
  readonly send: (command: readonly string[]) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** What stands in its place where no Redis is configured. */
export const noRedis: RedisLink = {
  state: () => 'not_configured',
  send: () => Promise.reject(new Error('No Redis is configured.')),
  close: () => Promise.resolve(),
}

/** Connects in the background and again whenever the connection is lost. Says once in the log when it is away, and when it is back. */
export async function connectRedis(url: string, log: Logger): Promise<RedisLink> {
  // NB: loaded only where it is configured; every other start would pay for it.
  const { createClient } = await import('redis')
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (attempts) => Math.min(maxPauseMs, 50 * 2 ** Math.min(attempts, 10)) },
  })
  let isAwaySaid = false
  client.on('error', (error) => {
    if (isAwaySaid) return
    isAwaySaid = true
    log.warn({ err: error }, 'Redis is away: limits and cached answers are kept in memory until it is back')
  })
  client.on('ready', () => {
    if (isAwaySaid) log.info('Redis is back')
    isAwaySaid = false
  })
  // Failures reach the listener above; it goes on trying until it is closed.
  client.connect().catch(() => undefined)
  return {
    state: () => (client.isReady ? 'connected' : 'away'),
    send: (command) => withinTime(client.sendCommand([...command])),
    close: async () => {
      if (client.isReady) await client.close()
      else client.destroy()
    },
  }
}

function withinTime<Result>(promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${commandTimeoutMs} ms.`)), commandTimeoutMs)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
