import type { Tx } from '../../infra/db/write-queue.ts'
import { makeAllDue } from './deliveries.store.ts'
import { type Failing, type FailureRun, failingStep, probedLater, warned } from './failure-run.ts'
import type { Lane } from './lane.ts'
import { announceWebhook } from './webhook-events.ts'
import type { DisabledReason } from './webhooks.contract.ts'
import { changeWebhook, findWebhook, saveFailing } from './webhooks.store.ts'
import type { WebhookRow } from './webhooks.table.ts'

/** NB: several answers that say so may come together. */
export function disable(tx: Tx, webhookId: number, disabledReason: DisabledReason, failing: Failing | null = null): void {
  const webhook = findWebhook(tx.db, webhookId)
  if (webhook === undefined || !(webhook.isActive || isProbed(webhook)) || webhook.disabledReason === disabledReason) return
  const disabled = changeWebhook(tx.db, webhookId, { isActive: false, disabledReason, failing, updatedAt: tx.now })
  if (disabled !== undefined) announceWebhook(tx, 'disabled', disabled)
}

/** It was disabled because nothing arrived, and comes back by itself. */
const isProbed = ({ isActive, disabledReason }: WebhookRow): boolean => !isActive && disabledReason === 'failing'

/**
 * Writes how a webhook fails: warns people, disables it after five days, and lets one that was disabled so go on once something has arrived.
 * @param onTurned called once the webhook that was disabled or enabled is on disk.
 */
export function writeFailures(tx: Tx, { webhookId, failures }: Lane, onTurned: () => void): void {
  if (!failures.isUnsaved) return
  const webhook = findWebhook(tx.db, webhookId)
  if (webhook === undefined) return
  if (isProbed(webhook)) writeProbe(tx, { webhookId, failures }, onTurned)
  else if (webhook.isActive) writeStep(tx, webhook, failures, onTurned)
  else keep(tx, { webhookId, failures }, null)
}

type OfLane = Pick<Lane, 'webhookId' | 'failures'>

function writeProbe(tx: Tx, { webhookId, failures }: OfLane, onTurned: () => void): void {
  const { failing, ends } = failures
  if (failing !== null && ends === null) {
    keep(tx, { webhookId, failures }, failing)
    return
  }
  if (failing === null) enable(tx, webhookId)
  else if (ends !== null) disable(tx, webhookId, ends)
  tx.afterCommit(onTurned)
}

function writeStep(tx: Tx, webhook: WebhookRow, failures: FailureRun, onTurned: () => void): void {
  const of = { webhookId: webhook.id, failures }
  const { failing } = failures
  const step = failing === null ? 'nothing' : failingStep(failing)
  if (failing === null || step === 'nothing') {
    keep(tx, of, failing)
  } else if (step === 'warn') {
    keep(tx, of, warned(failing))
    announceWebhook(tx, 'failing', { ...webhook, failing })
  } else {
    disable(tx, webhook.id, 'failing', probedLater(failing, Date.parse(tx.now)))
    tx.afterCommit(onTurned)
  }
}

function keep(tx: Tx, { webhookId, failures }: OfLane, failing: Failing | null): void {
  saveFailing(tx.db, webhookId, failing)
  tx.afterCommit(() => failures.load(failing))
}

/** What is kept of the time in which it was disabled, from its first failure, when it goes on. */
export const outageOf = (webhook: WebhookRow | undefined, now: string): Pick<WebhookRow, 'lastOutage'> | undefined =>
  webhook?.disabledReason == null ? undefined : { lastOutage: { since: webhook.failing?.since ?? webhook.updatedAt, until: now } }

/** What waited is due at once, in the order in which it came. */
function enable(tx: Tx, webhookId: number): void {
  const webhook = findWebhook(tx.db, webhookId)
  const change = { isActive: true, disabledReason: null, failing: null, ...outageOf(webhook, tx.now), updatedAt: tx.now }
  const enabled = changeWebhook(tx.db, webhookId, change)
  makeAllDue(tx.db, webhookId, tx.now)
  if (enabled !== undefined) announceWebhook(tx, 'enabled', enabled)
}
