import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** One request as a receiver saw it. */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Answer = number | ((response: ServerResponse, received: Received) => void)

/** A real receiver; answers with the given status, or as the function says. Requests stay in `received`. */
export async function startSink(answer: (received: Received, count: number) => Answer = () => 200) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
    received.push(one)
    const how = answer(one, received.length)
    if (typeof how === 'number') response.writeHead(how).end()
    else how(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server's address is always one
  return { received, url: `http://127.0.0.1:${port}/hook`, port, eventIds: () => received.map(({ headers }) => headers['x-event-id']) }
}
