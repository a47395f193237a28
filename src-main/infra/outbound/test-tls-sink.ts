import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'

/** A real receiver over TLS, which answers 200; the names of the clients that called are in `clients`. */
export async function startTlsSink(options: ServerOptions) {
  const clients: (string | undefined)[] = []
  const server = createServer(options, (request, response) => {
    const { socket } = request
    if (socket instanceof TLSSocket) clients.push(socket.getPeerX509Certificate()?.subject)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server's address is always one
  return { port, clients }
}
