import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A real receiver over TLS, which answers 200. */
export async function startTlsSink(options: ServerOptions): Promise<{ readonly port: number }> {
  const server = createServer(options, (_, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port } // a TCP server's address is always one
}
