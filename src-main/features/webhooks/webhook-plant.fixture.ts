import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createEventBus } from '../../events/event-bus.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { createWorkspaces } from '../../infra/db/workspaces.ts'
import { createOutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { WebhookCreate } from './webhooks.contract.ts'
import { registerWebhook } from './webhooks.service.ts'
import { createWebhookDispatcher, type WebhookDispatcher } from './webhooks.worker.ts'

export const testSecret = 'whsec_dGVzdA=='

/** Marks what it sealed, so that a test sees what was stored. */
export const testVault: Vault = { kind: 'key_file', seal: (text) => `sealed:${text}`, open: (sealed) => sealed.replace('sealed:', '') }

const migrationsFolder = new URL('../../../resources/migrations/workspace/', import.meta.url).pathname

/** A workspace with an event log, and dispatchers on it, under a clock that the test moves. */
export function createPlant() {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-webhooks-'))
  const clock = { nowMs: Date.parse('2026-11-22T08:00:00.000Z'), now: () => clock.nowMs }
  let ids = 0
  const newId = (prefix: string): string => `${prefix}_${String(++ids).padStart(6, '0')}`
  const bus = createEventBus()
  const workspaces = createWorkspaces({ dataDir, migrationsFolder, now: () => isoTime(clock.nowMs), newId, onCommit: bus.wake })
  const { live } = workspaces.open('plant')
  const outbound = createOutboundClient()
  const started: WebhookDispatcher[] = []
  onTestFinished(async () => {
    await Promise.all(started.map((dispatcher) => dispatcher.stop()))
    await outbound.close()
    await workspaces.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const dispatcherOn = (workspace: Workspace): WebhookDispatcher => {
    const log = pino({ level: 'silent' })
    const fixed = { vault: testVault, bus, clock, ids: { newId }, random: () => 0.5, log, version: '1.2.3' }
    const dispatcher = createWebhookDispatcher({ ...fixed, workspace, outbound })
    started.push(dispatcher)
    return dispatcher
  }

  return {
    workspace: live,
    db: live.db,
    clock,
    start: (workspace = live): WebhookDispatcher => {
      const dispatcher = dispatcherOn(workspace)
      dispatcher.start()
      return dispatcher
    },
    register: async (url: string, settings: Partial<WebhookCreate> = {}): Promise<number> => {
      const body = { name: 'Test', description: null, events: ['*'], isActive: true, retryCount: 8, timeoutSeconds: 30, url, ...settings }
      const row = await live.write((tx) => registerWebhook(tx, body, testVault.seal(testSecret)), { actor: systemActor })
      return row.id
    },
    /** Appends one event a name, for jobs that count up. @returns their ids. */
    emit: (...names: string[]): Promise<string[]> =>
      live.write(
        (tx) =>
          names.map((event, index) =>
            appendEvent(tx, { event, recordType: 'job', recordId: index + 1, recordKey: `JOB-${index + 1}`, data: { job: { id: index + 1 } } }),
          ),
        { actor: systemActor },
      ),
  }
}

/** One request as a receiver saw it. */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Answer = number | ((response: ServerResponse, received: Received) => void)

/** A real receiver; answers with the given status, or as the function says. Requests stay in `received`. */
export async function startSink(answer: (received: Received, count: number) => Answer = () => 200) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
    received.push(one)
    const how = answer(one, received.length)
    if (typeof how === 'number') response.writeHead(how).end()
    else how(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server's address is always one
  return { received, url: `http://127.0.0.1:${port}/hook`, port, eventIds: () => received.map(({ headers }) => headers['x-event-id']) }
}
