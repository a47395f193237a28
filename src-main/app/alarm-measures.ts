import type { Measured } from '../features/alarms/alarm-changes.ts'
import type { Measures } from '../features/alarms/alarms.worker.ts'
import { listEndingKeys } from '../features/api-keys/api-keys.store.ts'
import type { OutgoingCalls } from '../features/outgoing-calls/outgoing-calls.contract.ts'
import { failedShare } from '../features/requests/failed-share.store.ts'
import { boundsOf, filledPercent } from '../features/webhooks/backlog.ts'
import { consumerBacklogs } from '../features/webhooks/consumer-backlogs.ts'
import type { WebhookDispatcher } from '../features/webhooks/dispatcher.ts'
import { listCertifiedWebhooks } from '../features/webhooks/ending-certificates.store.ts'
import { listFailingWebhooks } from '../features/webhooks/failing-webhooks.store.ts'
import { listWebhookNames } from '../features/webhooks/webhooks.store.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import { isoTime } from '../lib/identity.ts'
import type { Foundation } from './foundation.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** How far back the API's errors are counted. */
const errorsSinceMs = 10 * minuteMs

/** Keys that end later than this alarm nobody, whatever the threshold. */
const farthestEndMs = 91 * dayMs

/** What each kind of alarm measures. */
export const alarmMeasures = ({ config, control, sources, outgoingCalls, dispatchers }: Foundation): Measures => ({
  webhook_failing: ({ db }, now) =>
    listFailingWebhooks(db).map(({ id, name, since }) => ({
      subject: `webhook:${id}`,
      subjectId: id,
      subjectName: name,
      value: (now - Date.parse(since)) / minuteMs,
    })),
  backlog: (workspace, now) => backlogs(dispatchers.of(workspace), workspace, now),
  api_errors: ({ logDb }, now) => [{ ...plant('api'), value: failedShare(logDb, isoTime(now - errorsSinceMs)) }],
  // The sandbox is on the same disk.
  disk_space: ({ environment }) =>
    environment === 'sandbox' ? [] : [{ ...plant('disk'), value: sources.freeDiskPercent(config.dataDir) }],
  api_key_expiring: (workspace, now) => endingKeys(control.db, workspace, now),
  certificate_expiring: (workspace, now) => [
    ...endingOfWebhooks(workspace, now),
    // The authorities are the company's, in both environments.
    ...(workspace.environment === 'sandbox' ? [] : endingAuthorities(outgoingCalls.of(workspace.company), now)),
  ],
})

const plant = (subject: string): Omit<Measured, 'value'> => ({ subject, subjectId: null, subjectName: null })

/** How full the backlogs of webhooks and event consumers are. */
function backlogs(dispatcher: WebhookDispatcher, { db }: Workspace, now: number): Measured[] {
  const bounds = boundsOf(db)
  const names = new Map(listWebhookNames(db).map(({ id, name }) => [id, name]))
  return [
    ...dispatcher.backlogs.list().map(({ webhookId, ...backlog }) => ({
      subject: `webhook:${webhookId}`,
      subjectId: webhookId,
      subjectName: names.get(webhookId) ?? null,
      value: filledPercent(backlog, bounds, now),
    })),
    ...consumerBacklogs(db).map(({ consumerId, name, ...backlog }) => ({
      subject: `event_consumer:${consumerId}`,
      subjectId: null,
      subjectName: name,
      value: filledPercent(backlog, bounds, now),
    })),
  ]
}

const daysUntil = (time: string, now: number): number => Math.max(0, (Date.parse(time) - now) / dayMs)

const endingOfWebhooks = ({ db }: Workspace, now: number): Measured[] =>
  listCertifiedWebhooks(db).map(({ id, name, endsAt }) => ({
    subject: `webhook:${id}`,
    subjectId: id,
    subjectName: name,
    value: daysUntil(endsAt, now),
  }))

const endingAuthorities = ({ authorities }: Pick<OutgoingCalls, 'authorities'>, now: number): Measured[] =>
  authorities.map(({ fingerprint, subject, validUntil }) => ({
    subject: `authority:${fingerprint}`,
    subjectId: null,
    subjectName: subject,
    value: daysUntil(validUntil, now),
  }))

const endingKeys = (control: Foundation['control']['db'], { company, environment }: Workspace, now: number): Measured[] =>
  listEndingKeys(control, isoTime(now + farthestEndMs))
    .filter((found) => found.company === company && found.key.environment === environment)
    .map(({ key }) => ({
      subject: `api_key:${key.id}`,
      subjectId: key.id,
      subjectName: key.name,
      value: daysUntil(String(key.expiresAt), now),
    }))
