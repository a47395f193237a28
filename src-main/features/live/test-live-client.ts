import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

// biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of the JSON
export type Message = any

export interface LiveClient {
  readonly socket: WebSocket
  readonly received: readonly Message[]
  readonly send: (message: object | string) => void
  /** Sends a message with an id of its own. @returns what answers it. */
  readonly ask: (message: object) => Promise<Message>
  /** The next message of a type that was not waited for yet. */
  readonly next: (type: string) => Promise<Message>
  readonly ofType: (type: string) => Message[]
  /** Code and reason of the close, once it comes. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

const patience = { timeout: 30_000, interval: 10 }

/** Opens a socket as a program does; it is closed when the test ends. */
export async function openSocket(url: string, headers: Readonly<Record<string, string>> = {}): Promise<LiveClient> {
  const socket = new WebSocket(url.replace('http', 'ws').concat('/api/ws'), { headers })
  onTestFinished(() => socket.terminate())
  const received: Message[] = []
  socket.on('message', (data) => received.push(JSON.parse(String(data))))
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  await once(socket, 'open')
  const ofType = (type: string): Message[] => received.filter((message) => message.type === type)
  const send = (message: object | string): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  const taken = new Map<string, number>()
  let asked = 0
  return {
    socket,
    received,
    send,
    closed,
    ofType,
    ask: async (message) => {
      const id = `ask-${++asked}`
      send({ ...message, id })
      await expect.poll(() => received.some((each) => each.id === id), patience).toBe(true)
      return received.find((each) => each.id === id)
    },
    next: async (type) => {
      const index = taken.get(type) ?? 0
      taken.set(type, index + 1)
      await expect.poll(() => ofType(type).length, patience).toBeGreaterThan(index)
      return ofType(type)[index]
    },
  }
}

/** A socket with an API key that is ready. */
export async function openLive(url: string, key: string): Promise<LiveClient> {
  const client = await openSocket(url, { 'x-api-key': key })
  await client.next('ready')
  return client
}

/** What a refused handshake is answered. */
export async function refusalOf(url: string, headers: Readonly<Record<string, string>>): Promise<{ status: number; body: Message }> {
  const socket = new WebSocket(url.replace('http', 'ws').concat('/api/ws'), { headers })
  // It never opens, which the library reports as well.
  socket.on('error', () => undefined)
  const [, response] = await once(socket, 'unexpected-response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) }
}
