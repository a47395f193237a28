import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { readyUrl, startNode, stop } from '../scripts/interlock-process.ts'
import { root } from '../scripts/run-command.ts'
import { smtpConnector } from '../src-main/connectors/smtp/smtp.connector.ts'
import { createIntegrations } from '../src-main/features/integrations/integrations.service.ts'
import type { Workspace } from '../src-main/infra/db/workspace.ts'
import { createWorkspaces } from '../src-main/infra/db/workspaces.ts'
import type { Principal } from '../src-main/infra/http/principal.ts'
import { createOutboundClient } from '../src-main/infra/outbound/outbound-client.ts'
import { defaultCompanyWay } from '../src-main/infra/outbound/outbound-way.ts'
import { openHeadlessVault } from '../src-main/infra/vault/headless-vault.ts'
import { systemActor } from '../src-main/lib/identity.ts'
import { type Figure, inTurns, median } from './figure.ts'

const rounds = 3
const mailsARound = 1_000

/** Mails on their way at a time, of ours and of the control; the pools of both have five connections. */
const inFlight = 50

const from = 'plant@example.com'

/** Mails through a connection as other features send them, checked, masked, logged and noted, against a bare pool of nodemailer. */
export async function benchMail(): Promise<Figure[]> {
  const server = startNode([join(root, 'bench', 'controls', 'mail-server.mjs')])
  const port = Number(new URL(await readyUrl(server)).port)
  const sender = await createSender(port)
  const pool = createTransport({ pool: true, host: '127.0.0.1', port, ignoreTLS: true, maxConnections: 5, maxMessages: 100 })
  const ours = () => rateOf(async (number) => sender.send(mail(number)))
  const control = () => rateOf((number) => pool.sendMail({ ...mail(number), from }))
  try {
    await ours()
    await control()
    const rates = await inTurns(rounds, { ours, control })
    return [{ name: 'mails by SMTP', unit: 'mails/s', ours: median(rates.ours), control: median(rates.control), target: { atLeast: 0.6 } }]
  } finally {
    pool.close()
    await sender.close()
    await stop(server)
  }
}

const mail = (number: number) => ({ to: [`ali${number}@example.com`], subject: `Bench ${number}`, text: 'Your job is done.' })

/** Sends so many, so many at a time. @returns how many a second. */
async function rateOf(send: (number: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const sendOn = async (): Promise<void> => {
    while (next < mailsARound) {
      next += 1
      await send(next)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, sendOn))
  return (mailsARound * 1_000) / (performance.now() - startedAt)
}

/** A connection in a workspace of its own, on disk. */
async function createSender(port: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-bench-mail-'))
  let ids = 0
  const workspaces = createWorkspaces({
    dataDir,
    migrationsDir: join(root, 'resources', 'migrations'),
    logWorker: new URL('../src-main/infra/db/log.worker.ts', import.meta.url),
    now: () => new Date().toISOString(),
    newId: (prefix) => `${prefix}_${++ids}`,
    onCommit: () => undefined,
  })
  const { live } = workspaces.open('bench')
  const outbound = createOutboundClient({ monotonicNow: () => performance.now() })
  const integrations = createIntegrations({
    connectors: [smtpConnector],
    workspaces: () => [live],
    vault: openHeadlessVault({ dataDir, keyring: undefined }),
    outbound,
    companyWay: () => defaultCompanyWay,
    userAgent: 'Interlock/bench',
    clock: { now: Date.now, monotonicNow: () => performance.now(), random: Math.random },
    onError: (error) => console.error(error),
  })
  const config = { host: '127.0.0.1', port, security: 'none', from_address: from }
  const { connection } = await integrations.connect(principalIn(live), { type: 'smtp', config, isDefault: true }, 'req_bench')
  return {
    send: (input: object) => integrations.run(live, { connectionId: connection.id, action: 'sendMail', input }),
    close: async () => {
      await integrations.close()
      await outbound.close()
      await workspaces.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const principalIn = (workspace: Workspace): Principal => ({
  actor: systemActor,
  scopes: ['admin'],
  role: undefined,
  workspace,
  rateLimitPerHour: undefined,
  requiresIdempotencyKey: false,
  sessionId: undefined,
})
