import Database from 'better-sqlite3'
import type { Figure } from '../figure.ts'
import { jobBody } from '../fixture.ts'
import { type Plant, until } from './plant.ts'
import { startSink } from './sink.ts'

const queued = 100_000
const killsAt = [20_000, 60_000]
const patienceMs = 300_000

/** 100,000 events that wait for a paused receiver, which is resumed; the server is killed twice while they leave. */
export async function benchBacklog(plant: Plant): Promise<Figure[]> {
  const seen = new Set<string>()
  let again = 0
  const sink = await startSink(({ eventId }) => {
    if (seen.has(eventId)) again += 1
    seen.add(eventId)
  })
  try {
    const about = { name: 'backlog', url: `${sink.url}/`, events: ['backlog.*'], is_active: false }
    const { id } = await plant.call('POST', '/api/webhooks', about)
    appendEvents(plant.fixture.liveFile)
    const startedAt = performance.now()
    await plant.call('PUT', `/api/webhooks/${id}`, { is_active: true })
    const left = (): string => `${queued - seen.size} of ${queued} queued events have not come`
    for (const at of killsAt) {
      await until(() => seen.size >= at, patienceMs, left)
      await plant.killAndStart()
    }
    await until(() => seen.size === queued, patienceMs, left)
    const rate = (queued * 1000) / (performance.now() - startedAt)
    console.log(
      `  100,000 queued deliveries left at ${Math.round(rate)} a second; after the two kills ${again} came twice, with the same id`,
    )
    await plant.call('DELETE', `/api/webhooks/${id}`)
    return [{ name: 'queued events lost', unit: '', ours: queued - seen.size, control: undefined, target: { atMost: 0 } }]
  } finally {
    sink.close()
  }
}

/** Behind the server's back, which reads the log when its webhook is resumed. */
function appendEvents(file: string): void {
  const connection = new Database(file, { timeout: 5_000 })
  const insert = connection.prepare(
    `INSERT INTO events (id, event, record_type, record_id, record_key, data, actor_type, actor_id, actor_name, created_at)
     VALUES (?, 'backlog.job', 'job', 7, 'JOB-7', ?, 'api_key', 1, 'bench', ?)`,
  )
  const createdAt = new Date().toISOString()
  const data = JSON.stringify({ job: { id: 7, ...jobBody(7) } })
  connection.transaction(() => {
    for (let index = 0; index < queued; index += 1) insert.run(`evt_QUEUED${String(index).padStart(20, '0')}`, data, createdAt)
  })()
  connection.close()
}
