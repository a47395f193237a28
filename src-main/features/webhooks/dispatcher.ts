import type { Logger } from 'pino'
import type { EventBus } from '../../events/event-bus.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { CompanyWay } from '../../infra/outbound/outbound-way.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import type { Actor, Clock, IdSource } from '../../lib/identity.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import type { Backlogs } from './trim-backlog.ts'

export interface DispatcherOptions {
  readonly workspace: Workspace
  readonly vault: Vault
  readonly bus: EventBus
  readonly clock: Clock
  readonly ids: IdSource
  /** 0 to 1, for jitter. */
  readonly random: () => number
  readonly outbound: OutboundClient
  readonly log: Logger
  readonly payloadIn: PayloadInRevision
  /** How the calls of its company go out; the same object until that changes. */
  readonly companyWay: () => CompanyWay
  /** Interlock's own, for User-Agent. */
  readonly version: string
}

/** Sends a workspace's events to its webhooks: at least once, each event with one id, from where it stood when the program ended. */
export interface WebhookDispatcher {
  readonly start: () => void
  /** Aborts what runs, writes the results so far; what was aborted is sent again after the next start. */
  readonly stop: () => Promise<void>
  /** There may be new events. */
  readonly wake: () => void
  /** Webhooks were added, changed or deleted. */
  readonly reload: () => void
  /** Deliveries of a webhook were made due, or otherwise changed by hand. */
  readonly recount: (webhookId: number) => void
  /** Until when the receiver of a webhook is left alone, milliseconds; undefined when it is not. */
  readonly restsUntil: (webhookId: number) => number | undefined
  /** The log was emptied: what was read of it and not sent is not sent any more. */
  readonly forgetEvents: () => void
  readonly backlogs: Backlogs
  /** Sends a `webhook.test` event now. @returns the id of its delivery. @throws AppError `not_found`. */
  readonly sendTest: (webhookId: number, actor: Actor) => Promise<number>
  /** Sends a recorded delivery again now. @throws AppError `not_found`, `conflict` while it is being sent. */
  readonly redeliver: (webhookId: number, deliveryId: number, actor: Actor) => Promise<void>
}
