import type { Logger } from 'pino'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import { type CompanyWay, type OutboundWay, plainWay } from '../../infra/outbound/outbound-way.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import type { AwakeTime } from './awake-time.ts'
import { openHeaders } from './custom-headers.ts'
import type { Endpoint } from './deliver.ts'
import { countPending, listRecordedSeqs } from './deliveries.store.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { FailureRun } from './failure-run.ts'
import { Lane, type LaneSettings } from './lane.ts'
import { payloadRules } from './payload-rules.ts'
import { openTls } from './webhook-tls.ts'
import { listAllWebhooks } from './webhooks.store.ts'
import type { WebhookRow } from './webhooks.table.ts'

export interface Lanes {
  readonly all: () => Iterable<Lane>
  readonly find: (webhookId: number) => Lane | undefined
  /** Brings the lanes in line with the webhooks. @returns those that are new or changed. */
  readonly load: () => readonly Lane[]
  readonly pause: (lane: Lane) => void
  /** Ends every connection. */
  readonly close: () => void
}

interface LanesOptions {
  readonly workspace: Workspace
  readonly vault: Vault
  readonly outbound: OutboundClient
  readonly log: Logger
  readonly payloadIn: PayloadInRevision
  readonly companyWay: () => CompanyWay
  readonly awake: AwakeTime
}

/** The lanes of a workspace's webhooks, paused ones too, so that their place in the log stays known. */
export function createLanes(options: LanesOptions): Lanes {
  const { workspace, outbound } = options
  const lanes = new Map<number, Lane>()
  const versions = new Map<number, number>()
  const name = (webhookId: number): string => `${workspace.company}/${workspace.environment}/webhooks/${webhookId}`

  function loadOne(webhook: WebhookRow): Lane | undefined {
    if (versions.get(webhook.id) === webhook.version) return undefined
    versions.set(webhook.id, webhook.version)
    const settings = settingsOf(webhook, { ...options, lane: name(webhook.id) })
    const known = lanes.get(webhook.id)
    if (known !== undefined) {
      known.change(settings)
      known.failures.load(webhook.failing)
      known.pending = countPending(workspace.db, webhook.id)
      return known
    }
    const lane = newLane(webhook, settings, options)
    lanes.set(webhook.id, lane)
    return lane
  }

  function drop(webhookId: number): void {
    const lane = lanes.get(webhookId)
    if (lane !== undefined) pause(lane)
    lanes.delete(webhookId)
    versions.delete(webhookId)
    outbound.drop(name(webhookId))
  }

  const pause = (lane: Lane): void => lane.change({ ...lane.settings, isActive: false, isProbed: false })

  return {
    all: () => lanes.values(),
    find: (webhookId) => lanes.get(webhookId),
    load: () => {
      const webhooks = listAllWebhooks(workspace.db)
      const ids = new Set(webhooks.map(({ id }) => id))
      for (const id of [...lanes.keys()]) if (!ids.has(id)) drop(id)
      return webhooks.flatMap((webhook) => loadOne(webhook) ?? [])
    },
    pause,
    close: () => {
      for (const id of lanes.keys()) outbound.drop(name(id))
    },
  }
}

function newLane(
  { id: webhookId, cursorSeq: cursor, failing }: WebhookRow,
  settings: LaneSettings,
  { workspace, awake }: LanesOptions,
): Lane {
  const { db } = workspace
  const recorded = listRecordedSeqs(db, webhookId, cursor)
  return new Lane({ webhookId, settings, cursor, recorded, pending: countPending(db, webhookId), failures: new FailureRun(failing, awake) })
}

function settingsOf(
  webhook: WebhookRow,
  options: Pick<LanesOptions, 'vault' | 'log' | 'payloadIn' | 'companyWay'> & { lane: string },
): LaneSettings {
  const { events, retryCount, retrySchedule, ratePerSecond, maxConcurrent, isOrdered } = webhook
  const url = new URL(webhook.url)
  const endpoint: Omit<Endpoint, 'way' | 'secret' | 'previous' | 'custom'> = {
    lane: options.lane,
    url: url.href,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    timeoutMs: webhook.timeoutSeconds * 1000,
    contentType: webhook.template === null ? 'application/json' : webhook.contentType,
  }
  const isProbed = !webhook.isActive && webhook.disabledReason === 'failing'
  const limits = { ratePerSecond, maxConcurrent }
  const rules = { events, ...payloadRules(webhook, options.payloadIn), retryCount, retrySchedule, limits, isOrdered }
  try {
    const way = wayOf(webhook, options)
    return { ...rules, endpoint: { ...endpoint, way, ...openSecrets(webhook, options.vault) }, isActive: webhook.isActive, isProbed }
  } catch (error) {
    // Without its key nothing can be signed; the webhook keeps its place until the vault opens again.
    options.log.error({ err: error, webhook: webhook.id }, 'webhook rests: its secrets cannot be opened')
    return { ...rules, endpoint: { ...endpoint, way: () => plainWay, secret: '' }, isActive: false, isProbed: false }
  }
}

/** How its attempts go out, the same object until the webhook or its company changes. */
function wayOf(webhook: WebhookRow, { vault, companyWay }: Pick<LanesOptions, 'vault' | 'companyWay'>): () => OutboundWay {
  const own = { isHttpAllowed: webhook.isHttpAllowed, ...openTls(webhook, vault.open) }
  let way = { company: companyWay(), ...own }
  return () => {
    const company = companyWay()
    if (company !== way.company) way = { company, ...own }
    return way
  }
}

const openSecrets = (webhook: WebhookRow, vault: Vault): Pick<Endpoint, 'secret' | 'previous' | 'custom'> => ({
  secret: vault.open(webhook.secret),
  previous: previousOf(webhook, vault),
  custom: openHeaders(webhook.headers, vault.open),
})

function previousOf({ previousSecret, previousSecretUntil }: WebhookRow, vault: Vault): Endpoint['previous'] {
  if (previousSecret === null || previousSecretUntil === null) return undefined
  return { secret: vault.open(previousSecret), untilMs: Date.parse(previousSecretUntil) }
}
