import autocannon from 'autocannon'
import { quantile } from './figure.ts'

export interface Load {
  readonly requestsPerSecond: number
  /** Latency that 99 of 100 answers do not exceed, milliseconds. */
  readonly p99Ms: number
}

/** Runs closed-loop load and insists that every answer has the wanted status. */
export function runLoad(options: {
  url: string
  seconds: number
  connections: number
  requests: autocannon.Request[]
  headers: Record<string, string>
  status: number
}): Promise<Load> {
  const { url, seconds, connections, requests, headers, status } = options
  return new Promise((resolve, reject) => {
    const latencies: number[] = []
    const startedAt = performance.now()
    // `[<id>]` in a header becomes a fresh id for each request.
    const idReplacement = Object.values(headers).includes('[<id>]')
    // NB: with all requests for each connection, autocannon would build them for so long that its first connections time out.
    const shares = sharesOf(requests, connections)
    const setupClient = (client: autocannon.Client): void => client.setRequests(shares.pop() ?? [])
    const run = autocannon({ url, duration: seconds, connections, setupClient, headers, idReplacement }, (error, result) => {
      if (error) return reject(error)
      const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => code !== String(status))
      if (wrong.length > 0 || result.errors > 0)
        return reject(new Error(`${url}: ${result.errors} errors, answers ${JSON.stringify(result.statusCodeStats)}`))
      // NB: autocannon's own histogram counts whole milliseconds, too coarse here.
      resolve({ requestsPerSecond: (latencies.length * 1000) / (performance.now() - startedAt), p99Ms: quantile(latencies, 0.99) })
    })
    run.on('response', (_client, _status, _bytes, responseTimeMs) => latencies.push(responseTimeMs))
  })
}

/** The requests dealt out to the connections; each gets all of them where there are fewer than connections. */
const sharesOf = (requests: readonly autocannon.Request[], connections: number): autocannon.Request[][] =>
  Array.from({ length: connections }, (_, share) =>
    requests.length < connections ? [...requests] : requests.filter((_request, index) => index % connections === share),
  )
