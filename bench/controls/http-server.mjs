import Router from '@koa/router'
import Database from 'better-sqlite3'
import Koa from 'koa'

/**
 * The control: the same jobs table and the same answers with nothing around them. Bare Koa, one prepared statement a request, one
 * durable transaction a write; no key, no limit, no log, no event, no validation. Plain JavaScript, so that its start is bare too.
 * Usage: node http-server.mjs <database file>; prints its port.
 */
const connection = new Database(process.argv[2], { timeout: 5_000 })
connection.pragma('journal_mode = WAL')
connection.pragma('synchronous = FULL')
connection.pragma('foreign_keys = ON')
connection.pragma('journal_size_limit = 67108864')
connection.pragma('cache_size = -16384')
connection.pragma('temp_store = MEMORY')

const select = 'SELECT jobs.*, (SELECT c.name FROM customers c WHERE c.id = jobs.customer_id) AS customer_name FROM jobs'
const byId = connection.prepare(`${select} WHERE id = ? AND deleted_at IS NULL`)
const newest = connection.prepare(`${select} WHERE deleted_at IS NULL ORDER BY id DESC LIMIT ?`)
const insert = connection.prepare(
  `INSERT INTO jobs (title, description, customer_id, reference, status, due_date, currency, lines, net_amount, version, created_at, updated_at)
   VALUES (@title, @description, @customer_id, @reference, 'draft', @due_date, @currency, @lines, @net_amount, 1, @now, @now)`,
)

const present = ({ deleted_at: _, ...row }) => ({ ...row, job_key: `JOB-${row.id}`, lines: JSON.parse(row.lines) })

async function readBody(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function createJob({ title, description = null, customer_id, reference = null, due_date = null, currency = 'TRY', lines }) {
  const net_amount = lines.reduce((sum, line) => sum + Math.round(line.quantity * line.unit_price), 0)
  const now = new Date().toISOString()
  const values = { title, description, customer_id, reference, due_date, currency, lines: JSON.stringify(lines), net_amount, now }
  const { lastInsertRowid } = insert.run(values)
  return present(byId.get(lastInsertRowid))
}

const router = new Router()
router.get('/health', (context) => {
  context.body = { status: 'ok' }
})
router.get('/api/v1/jobs', (context) => {
  const rows = newest.all(21)
  context.body = { data: rows.slice(0, 20).map(present), pagination: { limit: 20, next_cursor: String(rows[20]?.id ?? '') } }
})
router.get('/api/v1/jobs/:id', (context) => {
  context.body = present(byId.get(context.params.id))
})
router.post('/api/v1/jobs', async (context) => {
  context.body = createJob(await readBody(context.req))
  context.status = 201
})

const server = new Koa().use(router.routes()).listen(Number(process.argv[3] ?? 0), '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${server.address().port}`)
})
