import type { Logger } from 'pino'
import { purgeAlarms } from '../features/alarms/alarms.store.ts'
import { purgeEvents } from '../features/events/event-retention.ts'
import { purgeCalls } from '../features/integrations/connection-calls.store.ts'
import { purgeMessages } from '../features/messages/message-retention.ts'
import { purgeNotifications } from '../features/notifications/notifications.store.ts'
import { purgeExpiredOauth } from '../features/oauth/oauth-artifacts.store.ts'
import { purgeRequests } from '../features/requests/retention.ts'
import { purgeSyncRuns } from '../features/syncs/syncs.store.ts'
import { listensForDays } from '../features/webhook-catchers/webhook-catchers.contract.ts'
import { purgeCaught } from '../features/webhook-catchers/webhook-catchers.store.ts'
import { purgeDeliveries } from '../features/webhooks/delivery-retention.ts'
import type { Control } from '../infra/db/control.ts'
import { purgeInTurns } from '../infra/db/purge-in-turns.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { idempotencyWindowMs, purgeStoredAnswers } from '../infra/http/idempotency.ts'
import { purgeCountedSlices } from '../infra/http/rate-limit-counters.store.ts'
import { isoTime, systemActor } from '../lib/identity.ts'
import { passedByAll } from './log-places.ts'

/** Counts of rate limits older than the longest window, and a little. */
const rateWindowMs = 2 * 3_600_000

/** How long an alarm is in the history once it is closed. */
const alarmsKeptMs = 365 * 86_400_000

/** How long people find what they were told of. */
const notificationsKeptMs = 90 * 86_400_000

/** How long a call to a vendor is in the log of its connection. */
const callsKeptMs = 30 * 86_400_000

/** How long it is told how a sync went, and which values lost. */
const syncsKeptMs = 90 * 86_400_000

/** How long a catcher keeps a request. */
const caughtKeptMs = listensForDays * 86_400_000

const everyMs = 10 * 60_000
const everyMinuteMs = 60_000

interface HousekeepingOptions {
  readonly control: Control
  readonly workspaces: () => readonly Workspace[]
  /** Ends what is past its day at the company's place. */
  readonly expireQuotes: (tx: Tx, company: string) => void
  /** Drops what waits for webhooks and event consumers beyond its bounds. */
  readonly trimBacklogs: (workspace: Workspace) => Promise<void>
  readonly now: () => number
  readonly log: Logger
  /** What has to be looked at each minute: the ends of API keys. */
  readonly everyMinute: () => Promise<void>
}

/** Rows of one table purged in one write; bounds how long the file is held. */
const purgeBatch = 2_000

/**
 * Keeps the files from growing for ever: drops stored answers, request logs and tokens past their time, a bounded number a round. A workspace whose
 * file cannot be used keeps none of the others from being tidied.
 */
export function createHousekeeping(options: HousekeepingOptions) {
  const onError = (error: unknown): void => options.log.error({ err: error }, 'housekeeping')
  const timers = [
    setInterval(() => void run().catch(onError), everyMs).unref(),
    setInterval(() => void options.everyMinute().catch(onError), everyMinuteMs).unref(),
  ]

  async function run(): Promise<void> {
    const now = options.now()
    await options.control.write((tx) => purgeCountedSlices(tx.db, isoTime(now - rateWindowMs)), { actor: systemActor })
    await options.control.write((tx) => purgeExpiredOauth(tx.db, isoTime(now), purgeBatch), { actor: systemActor })
    for (const workspace of options.workspaces()) await tidy(workspace, now, options).catch(onError)
  }

  return { run, stop: () => timers.forEach((timer) => void clearInterval(timer)) }
}

async function tidy(workspace: Workspace, now: number, { trimBacklogs, expireQuotes }: HousekeepingOptions): Promise<void> {
  const before = (keptMs: number): string => isoTime(now - keptMs)
  await purgeInTurns(workspace, (db, limit) => purgeStoredAnswers(db, before(idempotencyWindowMs), limit))
  await purgeInTurns(workspace, (db, limit) => purgeAlarms(db, before(alarmsKeptMs), limit))
  await purgeInTurns(workspace, (db, limit) => purgeNotifications(db, before(notificationsKeptMs), limit))
  await purgeRequests(workspace, now)
  await purgeDeliveries(workspace, now)
  await trimBacklogs(workspace)
  await purgeEvents(workspace, now, passedByAll)
  await workspace.write((tx) => purgeCalls(tx.db, before(callsKeptMs), purgeBatch), { actor: systemActor })
  await purgeMessages(workspace, now)
  await workspace.write((tx) => purgeSyncRuns(tx.db, isoTime(now - syncsKeptMs), purgeBatch), { actor: systemActor })
  await workspace.write((tx) => purgeCaught(tx.db, before(caughtKeptMs)), { actor: systemActor })
  await workspace.write((tx) => expireQuotes(tx, workspace.company), { actor: systemActor })
}
