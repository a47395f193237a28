import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What came to the sink. */
export interface Arrival {
  /** `performance.now()` of this process when it was there whole. */
  readonly at: number
  /** `/17` */
  readonly path: string
  readonly eventId: string
  readonly body: string
}

export interface Sink {
  readonly url: string
  readonly close: () => void
}

/** A receiver in this process, whose clock is also the sender's. Never answers below `/hang`. */
export async function startSink(onArrival: (arrival: Arrival) => void): Promise<Sink> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/hang')) return
    const body = await text(request)
    onArrival({ at: performance.now(), path, eventId: String(request.headers['x-event-id']), body })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has an AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
