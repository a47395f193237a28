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
import { type CompanyWay, defaultCompanyWay } from '../../infra/outbound/outbound-way.ts'
import { type Resolve, systemResolve } from '../../infra/outbound/resolve.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { answerSearch } from './answer-search.ts'
import type { WebhookDispatcher } from './dispatcher.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { createWebhook, type WebhookCreate } from './webhooks.contract.ts'
import { registerWebhook } from './webhooks.service.ts'
import { createWebhookDispatcher } from './webhooks.worker.ts'

export const testSecret = 'whsec_dGVzdA=='

/** Marks what it sealed, so that a test sees what was stored. */
export const testVault: Vault = { kind: 'key_file', seal: (text) => `sealed:${text}`, open: (sealed) => sealed.replace('sealed:', '') }

const migrationsDir = new URL('../../../resources/migrations/', import.meta.url).pathname
const logWorker = new URL('../../infra/db/log.worker.ts', import.meta.url)

/** A workspace with an event log, and dispatchers on it, under a clock that the test moves. */
export function createPlant({
  payloadIn = () => undefined,
  companyWay = () => defaultCompanyWay,
  resolve = systemResolve,
}: {
  payloadIn?: PayloadInRevision
  companyWay?: () => CompanyWay
  resolve?: Resolve
} = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-webhooks-'))
  const clock = { nowMs: Date.parse('2026-11-22T08:00:00.000Z'), now: () => clock.nowMs }
  let ids = 0
  const newId = (prefix: string): string => `${prefix}_${String(++ids).padStart(6, '0')}`
  const bus = createEventBus()
  const workspaces = createWorkspaces({
    dataDir,
    migrationsDir,
    logWorker,
    now: () => isoTime(clock.nowMs),
    newId,
    onCommit: bus.wake,
  })
  const { live } = workspaces.open('plant')
  answerSearch.open(live.db)
  const outbound = createOutboundClient({ resolve, monotonicNow: () => performance.now() })
  onTestFinished(async () => {
    await outbound.close()
    await workspaces.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    workspace: live,
    db: live.db,
    clock,
    /** Starts a dispatcher; one on another workspace than the plant's own is left as it is at the end, like one that crashed. */
    start: (workspace = live): WebhookDispatcher => {
      const fixed = {
        vault: testVault,
        payloadIn,
        bus,
        clock,
        ids: { newId },
        random: () => 0.5,
        log: pino({ level: 'silent' }),
        version: '1.2.3',
        companyWay,
      }
      const dispatcher = createWebhookDispatcher({ ...fixed, workspace, outbound })
      onTestFinished(() => (workspace === live ? dispatcher.stop() : void dispatcher.stop()))
      dispatcher.start()
      return dispatcher
    },
    register: (url: string, settings: Partial<WebhookCreate> = {}) => register(live, { url, ...settings }),
    emit: (...names: string[]) => emit(live, names),
  }
}

async function register(workspace: Workspace, settings: Partial<WebhookCreate> & { url: string }): Promise<number> {
  const body = { ...createWebhook.body.parse({ name: 'Test', url: settings.url, events: ['*'] }), ...settings }
  const row = await workspace.write((tx) => registerWebhook(tx, body, { secret: testSecret, seal: testVault.seal }), { actor: systemActor })
  return row.id
}

/** Appends one event a name, for jobs that count up. @returns their ids. */
function emit(workspace: Workspace, names: readonly string[]): Promise<string[]> {
  const job = (id: number) => ({ recordType: 'job', recordId: id, recordKey: `JOB-${id}`, data: { job: { id } } })
  return workspace.write((tx) => names.map((event, index) => appendEvent(tx, { event, ...job(index + 1) })), { actor: systemActor })
}
