import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A receiver of webhooks that answers everything with one status, until the test ends. */
export async function startTestReceiver(status: number): Promise<{ readonly url: string }> {
  const server = createServer((request, response) => void request.resume().once('end', () => response.writeHead(status).end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } // it listens on TCP
}
