import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readyUrl, type Started, startNode, stop } from '../scripts/interlock-process.ts'
import { root } from '../scripts/run-command.ts'
import { eventBody } from '../src-main/events/event-log.ts'
import { type Figure, inTurns, median } from './figure.ts'
import { jobBody } from './fixture.ts'

const rounds = 3
const eventsARound = 10_000

const controls = join(root, 'bench', 'controls')

/** How fast a backlog leaves the event log, delivered and recorded, against a loop that only signs and posts. */
export async function benchWebhooks(options: { url: string; key: string; liveFile: string }): Promise<Figure[]> {
  const sink = startNode([join(controls, 'sink.mjs')])
  const sinkUrl = await readyUrl(sink)
  const loop = startLoop(sinkUrl)
  const webhook = createClient(options.url, options.key)
  const { id } = await webhook('POST', '', { name: 'bench', url: `${sinkUrl}/`, events: ['bench.*'], is_active: false })
  const log = openLog(options.liveFile)
  const ours = () => drain({ sinkUrl, prepare: () => log.append(eventsARound), begin: () => activate(webhook, id) })
  const control = () => drain({ sinkUrl, prepare: () => log.messages(eventsARound), begin: (messages) => loop.run(messages) })
  try {
    await ours()
    await control()
    const rates = await inTurns(rounds, { ours: () => ours().finally(() => webhook('PUT', `/${id}`, { is_active: false })), control })
    return [{ name: 'webhooks', unit: 'posts/s', ours: median(rates.ours), control: median(rates.control), target: { atLeast: 0.7 } }]
  } finally {
    await webhook('DELETE', `/${id}`)
    log.close()
    await Promise.all([stop(sink), stop(loop.process)])
  }
}

type Client = ReturnType<typeof createClient>

/** Pauses between the rounds, so that the backlog is there before the sending begins. */
async function activate(webhook: Client, id: number): Promise<number> {
  const startedAt = Date.now()
  await webhook('PUT', `/${id}`, { is_active: true })
  return startedAt
}

function createClient(url: string, key: string) {
  return async (method: string, path: string, body?: unknown): Promise<{ id: number }> => {
    const response = await fetch(`${url}/api/webhooks${path}`, {
      method,
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} /api/webhooks${path} answered ${response.status}: ${text}`)
    return text === '' ? { id: 0 } : JSON.parse(text)
  }
}

/** Posts a second that reach the sink, from the start of the sending to the last. */
async function drain<Backlog>(options: {
  sinkUrl: string
  prepare: () => Backlog
  begin: (backlog: Backlog) => Promise<number>
}): Promise<number> {
  const backlog = options.prepare()
  const finished = fetch(`${options.sinkUrl}/${eventsARound}`).then((response) => response.json())
  const startedAt = await options.begin(backlog)
  const { lastAt } = await finished
  return (eventsARound * 1000) / (lastAt - startedAt)
}

/** Appends to the event log behind the server's back; it reads the log when its webhook is resumed. */
function openLog(file: string) {
  const connection = new Database(file, { timeout: 5_000 })
  const insert = connection.prepare(
    `INSERT INTO events (id, event, record_type, record_id, record_key, data, actor_type, actor_id, actor_name, created_at)
     VALUES (@id, @event, 'job', 1042, 'JOB-1042', @data, 'api_key', 1, 'bench', @createdAt)`,
  )
  const data = JSON.stringify({
    job: { id: 1042, job_key: 'JOB-1042', ...jobBody(1042), status: 'completed' },
    changed_by: { id: 1, type: 'api_key', name: 'bench' },
  })
  let count = 0
  const next = () => ({
    id: `evt_BENCH${String(++count).padStart(21, '0')}`,
    event: 'bench.completed',
    data,
    createdAt: '2026-11-22T08:40:12.123Z',
  })
  return {
    append: connection.transaction((length: number) => {
      for (let index = 0; index < length; index += 1) insert.run(next())
    }),
    messages: (length: number) => Array.from({ length }, next).map((event) => ({ id: event.id, body: eventBody(event) })),
    close: () => connection.close(),
  }
}

function startLoop(sinkUrl: string): { process: Started; run: (messages: unknown) => Promise<number> } {
  const started = startNode([join(controls, 'webhook-loop.mjs'), `${sinkUrl}/`], { isInputOpen: true })
  return {
    process: started,
    run: async (messages) => {
      started.child.stdin?.write(`${JSON.stringify(messages)}\n`)
      const [chunk] = await once(started.child.stdout ?? started.child, 'data')
      return Number(/started (\d+)/.exec(String(chunk))?.[1])
    },
  }
}
