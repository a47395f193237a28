import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { TestCertificate } from './test-certificates.ts'

interface TestProxyOptions {
  /** Over TLS, with this. */
  readonly certificate?: TestCertificate
  /** `user:password`; anybody may use it without. */
  readonly credentials?: string
  /** Instead of connecting. */
  readonly answer?: number
}

/** A real HTTP proxy that connects to this machine, whatever name it is asked for; what it was asked for is in `targets`. */
export async function startProxy({ certificate, credentials, answer }: TestProxyOptions = {}) {
  const targets: string[] = []
  const refuse: RequestListener = (_, response) => response.writeHead(405).end()
  const server: Server = certificate === undefined ? createServer(refuse) : createSecureServer(certificate, refuse)
  const sockets = new Set<Socket>()
  const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  server.on('connect', (request, client: Socket, head) => {
    const isKnown = expected === undefined || request.headers['proxy-authorization'] === expected
    const status = isKnown ? (answer ?? 200) : 407
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    targets.push(request.url ?? '')
    const target = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      target.pipe(client).pipe(target)
    })
    for (const socket of [client, target]) sockets.add(socket.on('error', () => undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server's address is always one
  return { port, url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, targets }
}
