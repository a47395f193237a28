import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Pool } from 'undici'
import { createEventBus } from '../src-main/events/event-bus.ts'
import { appendEvent, eventBody, listEventsAfter } from '../src-main/events/event-log.ts'
import { summarizeDeliveries } from '../src-main/features/webhooks/delivery-stats.store.ts'
import { webhookSecret } from '../src-main/features/webhooks/signature.ts'
import { registerWebhook } from '../src-main/features/webhooks/webhooks.service.ts'
import { createWebhookDispatcher } from '../src-main/features/webhooks/webhooks.worker.ts'
import type { Workspace } from '../src-main/infra/db/workspace.ts'
import { createWorkspaces } from '../src-main/infra/db/workspaces.ts'
import { createOutboundClient } from '../src-main/infra/outbound/outbound-client.ts'
import { systemActor } from '../src-main/lib/identity.ts'

/** Signed webhooks from the event log against a bare undici loop that signs and posts the same bodies to the same sink. Wanted: >= 0.7. */
export interface WebhookBench {
  readonly controlPerSecond: number
  readonly dispatcherPerSecond: number
  readonly ratio: number
}

const migrationsFolder = new URL('../resources/migrations/workspace/', import.meta.url).pathname
const secret = webhookSecret(randomBytes(32))

/** Each round measures both, so that a machine that is busy is busy for both; the median round counts. */
export async function benchWebhooks({ events = 5_000, rounds = 5 } = {}): Promise<WebhookBench> {
  const sink = await startSink()
  const results: WebhookBench[] = []
  try {
    for (let round = -1; round < rounds; round += 1) {
      const result = await measureRound(sink.url, events)
      if (round >= 0) results.push(result)
    }
  } finally {
    sink.process.kill()
  }
  const middle = results.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(results.length / 2)]
  if (middle === undefined) throw new Error('no rounds')
  return middle
}

async function measureRound(url: string, events: number): Promise<WebhookBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-bench-'))
  let id = 0
  const bus = createEventBus()
  const workspaces = createWorkspaces({
    dataDir,
    migrationsFolder,
    now: () => new Date().toISOString(),
    newId: (prefix) => `${prefix}_${String(++id).padStart(26, '0')}`,
    onCommit: bus.wake,
  })
  try {
    const workspace = workspaces.open('bench').live
    await prepare(workspace, url, events)
    const controlPerSecond = await control(workspace, url, events)
    const dispatcherPerSecond = await dispatch(workspace, bus, events)
    return { controlPerSecond, dispatcherPerSecond, ratio: dispatcherPerSecond / controlPerSecond }
  } finally {
    await workspaces.close()
    rmSync(dataDir, { recursive: true })
  }
}

/** One webhook for everything, then events of about 1 KB in the log. */
async function prepare(workspace: Workspace, url: string, count: number): Promise<void> {
  const settings = { name: 'Sink', description: null, isActive: true, retryCount: 8, timeoutSeconds: 30 }
  await workspace.write((tx) => registerWebhook(tx, { ...settings, url, events: ['*'] }, secret), { actor: systemActor })
  const line = { description: 'Şase montaj işçiliği', quantity: 36, unit: 'sa', unit_price: 65_000, tax_rate: 20 }
  await workspace.write(
    (tx) => {
      for (let number = 1; number <= count; number += 1) {
        const job = { id: number, job_key: `JOB-${number}`, title: 'Ağır şase montajı', lines: Array(8).fill(line) }
        appendEvent(tx, { event: 'job.completed', recordType: 'job', recordId: number, recordKey: `JOB-${number}`, data: { job } })
      }
    },
    { actor: systemActor },
  )
}

/** What nobody can undercut who uses undici: sign, post, 32 at a time, keep nothing. */
async function control(workspace: Workspace, url: string, count: number): Promise<number> {
  const bodies = listEventsAfter(workspace.db, 0, count).map(eventBody)
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: 32, pipelining: 1 })
  const startedAt = performance.now()
  const send = async (): Promise<void> => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const time = Math.floor(Date.now() / 1000)
      const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
      const headers = { 'content-type': 'application/json', 'x-signature': `t=${time}, v1=${digest}` }
      const response = await pool.request({ path: pathname, method: 'POST', headers, body })
      await response.body.dump()
    }
  }
  await Promise.all(Array.from({ length: 32 }, send))
  const perSecond = count / ((performance.now() - startedAt) / 1000)
  await pool.close()
  return perSecond
}

async function dispatch(workspace: Workspace, bus: ReturnType<typeof createEventBus>, count: number): Promise<number> {
  const outbound = createOutboundClient()
  const dispatcher = createWebhookDispatcher({
    workspace,
    vault: { kind: 'key_file', seal: (text) => text, open: (text) => text },
    bus,
    clock: { now: Date.now },
    ids: { newId: (prefix) => `${prefix}_0` },
    random: Math.random,
    outbound,
    log: pino({ level: 'error' }),
    version: '0.0.0',
  })
  const startedAt = performance.now()
  dispatcher.start()
  while (summarizeDeliveries(workspace.db, '').delivered < count) await new Promise((resolve) => setTimeout(resolve, 10))
  const perSecond = count / ((performance.now() - startedAt) / 1000)
  await dispatcher.stop()
  await outbound.close()
  return perSecond
}

/** The receiver in a process of its own, so that it takes no time from either sender. */
async function startSink(): Promise<{ url: string; process: ChildProcess }> {
  const code = `require('node:http').createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'))
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { url: `http://127.0.0.1:${String(line).trim()}/hook`, process: child }
}
