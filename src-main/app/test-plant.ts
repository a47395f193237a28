import { createHmac } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { mustRunInterlock } from '../../scripts/interlock-process.ts'

/** A fresh data folder, gone when the test ends. Keep its servers' ends before it: tests stop what they start. */
export function createDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }))
  return dir
}

let made: Promise<string> | undefined

/** A data folder of the company `plant` with its owner, made by the command line once a process and copied from then on. */
export async function createPlant(): Promise<string> {
  made ??= makePlant()
  const dataDir = createDataDir()
  cpSync(await made, dataDir, { recursive: true })
  return dataDir
}

async function makePlant(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-test-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const args = ['init', '--data-dir', dataDir, '--company', 'Plant', '--email', 'owner@plant.example', '--password-stdin']
  await mustRunInterlock(args, { input: 'correct horse battery staple\n' })
  return dataDir
}

/** An API key with every scope, made by the command line. */
export async function createPlantKey(dataDir: string): Promise<string> {
  const about = ['--company', 'plant', '--env', 'live', '--name', 'test', '--scopes', 'admin', '--rate-limit', '1000000']
  return (await mustRunInterlock(['key', 'create', '--data-dir', dataDir, ...about])).trim()
}

export interface Sink {
  readonly url: string
  /** Sets the secret that every later delivery must be signed with. */
  readonly expectSecret: (secret: string) => void
  /** Body by event id. */
  readonly received: ReadonlyMap<string, string>
  /** What should never come: a wrong signature, or one id with two bodies. */
  readonly faults: readonly string[]
}

/** A webhook receiver that keeps what it gets. */
export async function createSink(): Promise<Sink> {
  const received = new Map<string, string>()
  const faults: string[] = []
  let secret = ''
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const id = String(request.headers['x-event-id'])
    const known = received.get(id)
    if (!isSigned(secret, body, String(request.headers['x-signature']))) faults.push(`${id} is not signed with our secret`)
    if (known !== undefined && known !== body) faults.push(`${id} came with two bodies`)
    received.set(id, body)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server has an AddressInfo
  return { url: `http://127.0.0.1:${port}/`, expectSecret: (value) => (secret = value), received, faults }
}

function isSigned(secret: string, body: string, header: string): boolean {
  const [, time = '', hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  return hex === createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
}

export interface Answer {
  readonly status: number
  // What a test reads of an answer, it knows by the route that it called.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
}

/** Calls the API once. @throws when no answer comes. */
export async function callApi(
  url: string,
  key: string,
  request: { method?: string; path: string; body?: unknown; idempotencyKey?: string },
): Promise<Answer> {
  const response = await fetch(url + request.path, {
    method: request.method ?? 'GET',
    headers: {
      'x-api-key': key,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.idempotencyKey === undefined ? {} : { 'x-idempotency-key': request.idempotencyKey }),
    },
    body: request.body === undefined ? null : JSON.stringify(request.body),
    signal: AbortSignal.timeout(10_000),
  })
  const answer = await response.text()
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) }
}

/** Every item of a list, page by page. */
// biome-ignore lint/suspicious/noExplicitAny: as Answer's body
export async function listAll(url: string, key: string, path: string): Promise<any[]> {
  const items: unknown[] = []
  for (let after = ''; ; ) {
    const { body } = await callApi(url, key, { path: `${path}?page[limit]=100${after === '' ? '' : `&page[after]=${after}`}` })
    items.push(...body.data)
    if (body.pagination.next_cursor === null) return items
    after = body.pagination.next_cursor
  }
}
