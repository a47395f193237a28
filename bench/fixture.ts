import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { type Entry, mustRunInterlock, startServer } from '../scripts/interlock-process.ts'
import { root } from '../scripts/run-command.ts'

const jobCount = 100_000

const customerCount = 200

/** A data folder of Interlock and a bare database file, both with the same 100,000 jobs. */
export interface Fixture {
  readonly dataDir: string
  readonly liveFile: string
  readonly controlFile: string
  readonly key: string
  readonly jobCount: number
  readonly remove: () => void
}

/** With as many jobs as asked for; the bare file only where it is wanted. */
export async function createFixture(jobs = jobCount, hasControl = true, entry: Entry = 'built'): Promise<Fixture> {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-bench-'))
  const dataDir = join(dir, 'data')
  const init = ['init', '--data-dir', dataDir, '--company', 'Bench', '--email', 'bench@plant.example', '--password-stdin']
  await mustRunInterlock(init, { input: 'correct horse battery staple\n', entry })
  const key = await createKey(dataDir, entry)
  // The first start makes the company's files.
  const server = await startServer({ dataDir, entry })
  await liftLimits(server.url, key)
  await server.stop()
  const liveFile = join(dataDir, 'companies', 'bench', 'live.db')
  const controlFile = join(dir, 'control.db')
  if (hasControl) migrateControl(controlFile)
  for (const file of hasControl ? [liveFile, controlFile] : [liveFile]) seedJobs(file, jobs)
  return { dataDir, liveFile, controlFile, key, jobCount: jobs, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** More requests a minute than a company may make unless its admin allows it. */
async function liftLimits(url: string, key: string): Promise<void> {
  const settings = { allowed_origins: [], reads_per_minute: 10_000_000, writes_per_minute: 10_000_000, version: 0 }
  const { status } = await fetch(`${url}/api/company/api-access`, {
    method: 'PUT',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })
  if (status !== 200) throw new Error(`The limits of the company could not be lifted: ${status}`)
}

async function createKey(dataDir: string, entry: Entry): Promise<string> {
  const limit = ['--rate-limit', '10000000']
  const about = ['--company', 'bench', '--env', 'live', '--name', 'bench', '--scopes', 'admin', '--json']
  const printed = await mustRunInterlock(['key', 'create', '--data-dir', dataDir, ...about, ...limit], { entry })
  return JSON.parse(printed).key
}

function migrateControl(file: string): void {
  const connection = new Database(file)
  connection.pragma('journal_mode = WAL')
  migrate(drizzle({ client: connection }), { migrationsFolder: join(root, 'resources', 'migrations', 'workspace') })
  connection.close()
}

const statuses = ['draft', 'planned', 'in_progress', 'on_hold', 'completed'] as const

function seedJobs(file: string, jobs: number): void {
  const connection = new Database(file)
  connection.pragma('foreign_keys = ON')
  const insertCustomer = connection.prepare(
    "INSERT INTO customers (name, currency, version, created_at, updated_at) VALUES (?, 'TRY', 1, ?, ?)",
  )
  const insertJob = connection.prepare(
    `INSERT INTO jobs (title, customer_id, reference, status, due_date, currency, lines, net_amount, version, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'TRY', ?, ?, 1, ?, ?)`,
  )
  const startMs = Date.parse('2026-01-01T00:00:00.000Z')
  connection.transaction(() => {
    for (let id = 1; id <= customerCount; id += 1) insertCustomer.run(`Müşteri ${id} A.Ş.`, at(startMs), at(startMs))
    for (let id = 1; id <= jobs; id += 1) {
      const { lines, ...job } = jobBody(id)
      const time = at(startMs + id * 60_000)
      const due = at(startMs + (id % 700) * 86_400_000).slice(0, 10)
      insertJob.run(
        job.title,
        job.customer_id,
        job.reference,
        statuses[id % 5],
        due,
        JSON.stringify(stored(lines)),
        2_000_000 + id,
        time,
        time,
      )
    }
  })()
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
}

const at = (ms: number): string => new Date(ms).toISOString()

/** A job of four lines as a client sends it. */
export const jobBody = (index: number) => ({
  title: `Şase montajı ${index}`,
  customer_id: 1 + (index % customerCount),
  reference: `PO-${index}`,
  lines: ['Montaj işçiliği', 'S355 çelik profil', 'Elektrostatik boya', 'Nakliye, Gebze'].map((description, line) => ({
    description,
    quantity: 12.5 + line,
    unit: 'sa',
    unit_price: 65_000 + line,
    tax_rate: 20,
  })),
})

/** Lines as the table keeps them. */
const stored = (lines: ReturnType<typeof jobBody>['lines']) =>
  lines.map(({ unit_price: unitPrice, tax_rate: taxRate, ...line }) => ({ ...line, unitPrice, taxRate }))

/** Resident memory of a process, MB. */
export function residentMegabytes({ pid = 0 }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
