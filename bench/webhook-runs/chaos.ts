import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Database from 'better-sqlite3'
import { Webhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { type Plant, until } from './plant.ts'

const failingShare = 0.3
const eventsOfRecord = 10
const writers = 16
const patienceMs = 300_000

export interface ChaosReport {
  /** Events that were written, each of which had to reach both webhooks. */
  readonly events: number
  /** Requests that the receiver saw, the failed and the repeated ones too. */
  readonly requests: number
  /** Accepted a second time, after a kill, with the same id. */
  readonly repeated: number
  /** What must not be, a sentence each. */
  readonly faults: readonly string[]
}

/**
 * Clients change records while their receiver fails three calls in ten at random and the server is killed again and again. Two webhooks listen, one of
 * them in strict order for each record. Then: has every event arrived at both, was every signature right by the libraries of Stripe and Standard
 * Webhooks, did the order hold, and does the log agree with what the receiver saw?
 */
export async function runChaos(plant: Plant, { events, kills }: { events: number; kills: number }): Promise<ChaosReport> {
  const ledger = createLedger()
  const receiver = await startReceiver(ledger.receive)
  const settings = { events: ['customer.*'], retry_count: 20, retry_schedule: [1] }
  const register = async (name: string, isOrdered: boolean) => {
    const { id, secret } = await plant.call('POST', '/api/webhooks', {
      name,
      url: `${receiver.url}/${name}`,
      is_ordered: isOrdered,
      ...settings,
    })
    ledger.secrets.set(name, secret)
    return { id, name }
  }
  try {
    const webhooks = [await register('ordered', true), await register('plain', false)]
    const writing = write(plant, events)
    writing.catch(() => undefined) // awaited below
    for (let kill = 1; kill <= kills; kill += 1) {
      const enough = ((kill - Math.random()) * 2 * events) / kills
      await until(
        () => ledger.accepted.size >= enough,
        patienceMs,
        () => `only ${ledger.accepted.size} have arrived`,
      )
      await plant.killAndStart()
    }
    await writing
    const left = (): number => 2 * events - ledger.accepted.size
    await until(
      () => left() <= 0,
      patienceMs,
      () => `${left()} of ${2 * events} have not arrived`,
    )
    // What was accepted last may not be written yet; a stop would leave it to the next start.
    const unwritten = (): number => 2 * events - countDelivered(plant.fixture.liveFile)
    await until(
      () => unwritten() === 0,
      patienceMs,
      () => `${unwritten()} deliveries have arrived and are not in the log`,
    )
    await plant.stop()
    const faults = [...ledger.faults, ...faultsOfLog(plant.fixture.liveFile, { webhooks, events, wasSeen: ledger.wasSeen })]
    return { events, ...ledger.counts, faults }
  } finally {
    receiver.close()
  }
}

/** Each record is created and changed nine times, one change after the other; many records at a time. */
async function write(plant: Plant, events: number): Promise<void> {
  let next = 0
  const writer = async (): Promise<void> => {
    while (next < events / eventsOfRecord) {
      next += 1
      const name = `chaos ${next}`
      const { id } = await plant.callUntilAnswered('POST', '/api/v1/customers', { name })
      for (let version = 1; version < eventsOfRecord; version += 1)
        await plant.callUntilAnswered('PATCH', `/api/v1/customers/${id}`, { name: `${name}.${version}`, version })
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
}

function countDelivered(file: string): number {
  const connection = new Database(file, { readonly: true })
  const count = connection.prepare("SELECT count(*) FROM webhook_deliveries WHERE status = 'delivered'").pluck().get()
  connection.close()
  return Number(count)
}

interface Expected {
  readonly webhooks: readonly { readonly id: number; readonly name: string }[]
  readonly events: number
  readonly wasSeen: (key: string) => boolean
}

/** Each event must be delivered once by the log, and no attempt be in it that the receiver has not seen with that answer. */
function faultsOfLog(file: string, { webhooks, events, wasSeen }: Expected): string[] {
  const connection = new Database(file, { readonly: true })
  const byStatus = connection.prepare('SELECT status, count(*) AS count FROM webhook_deliveries WHERE webhook_id = ? GROUP BY status')
  const attempts = connection.prepare<[number], { headers: string; status: number }>(
    `SELECT a.request_headers AS headers, a.response_status AS status
     FROM webhook_attempts a JOIN webhook_deliveries d ON d.id = a.delivery_id WHERE d.webhook_id = ? AND a.response_status IS NOT NULL`,
  )
  const faults = webhooks.flatMap(({ id, name }) => {
    const told = JSON.stringify(byStatus.all(id))
    const wanted = JSON.stringify([{ status: 'delivered', count: events }])
    const invented = attempts.all(id).filter(({ headers, status }) => !wasSeen(requestKey(name, lowerCased(JSON.parse(headers)), status)))
    return [
      ...(told === wanted ? [] : [`the log of ${name} says ${told} instead of ${wanted}`]),
      ...(invented.length === 0 ? [] : [`the log of ${name} has ${invented.length} attempts that were not seen`]),
    ]
  })
  connection.close()
  return faults
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** One request as an attempt's row in the log tells of it. */
const requestKey = (name: string, headers: Readonly<Record<string, unknown>>, status: number): string =>
  [name, headers['x-event-id'], headers['x-delivery-attempt'], headers['x-signature'], status].join(' ')

/** What the receiver makes of what comes: fails at random, checks signatures and order, and remembers. */
function createLedger() {
  const secrets = new Map<string, string>()
  const stripe = new Stripe('sk_test_unused')
  const seen = new Set<string>()
  const accepted = new Set<string>()
  /** The version of each record that came last where order was asked for. */
  const versions = new Map<number, number>()
  const faults: string[] = []
  const counts = { requests: 0, repeated: 0 }

  function verify(name: string, headers: IncomingHttpHeaders, body: string): void {
    const secret = secrets.get(name) ?? ''
    try {
      stripe.webhooks.constructEvent(body, String(headers['x-signature']), secret)
      new Webhook(secret).verify(body, headers as Record<string, string>) // those that it reads are single
    } catch (error) {
      faults.push(`${String(headers['x-event-id'])} was signed wrong: ${String(error)}`)
    }
  }

  function accept(name: string, eventId: string, { id, version }: { id: number; version: number }): void {
    const delivery = `${name} ${eventId}`
    if (accepted.has(delivery)) {
      counts.repeated += 1
      return
    }
    accepted.add(delivery)
    if (name !== 'ordered') return
    const before = versions.get(id) ?? 0
    if (version !== before + 1) faults.push(`customer ${id} came in version ${version} after ${before}`)
    versions.set(id, version)
  }

  return {
    secrets,
    accepted,
    faults,
    counts,
    wasSeen: (key: string): boolean => seen.has(key),
    /** @returns the status to answer. */
    receive: (name: string, headers: IncomingHttpHeaders, body: string): number => {
      counts.requests += 1
      verify(name, headers, body)
      const isFailing = Math.random() < failingShare
      if (!isFailing) accept(name, String(headers['x-event-id']), JSON.parse(body).data.customer)
      const status = isFailing ? 500 : 200
      seen.add(requestKey(name, headers, status))
      return status
    },
  }
}

async function startReceiver(receive: ReturnType<typeof createLedger>['receive']) {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    response.writeHead(receive((request.url ?? '').slice(1), request.headers, body)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has an AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
