import type { Measured } from '../features/alarms/alarm-changes.ts'
import type { Measures } from '../features/alarms/alarms.worker.ts'
import { listEndingKeys } from '../features/api-keys/api-keys.store.ts'
import type { OutgoingCalls } from '../features/outgoing-calls/outgoing-calls.contract.ts'
import { failedShare } from '../features/requests/failed-share.store.ts'
import { listCertifiedWebhooks } from '../features/webhooks/ending-certificates.store.ts'
import { listFailingWebhooks } from '../features/webhooks/failing-webhooks.store.ts'
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
export const alarmMeasures = ({ config, control, sources, outgoingCalls }: Foundation): Measures => ({
  webhook_failing: ({ db }, now) =>
    listFailingWebhooks(db).map(({ id, name, since }) => ({
      subject: `webhook:${id}`,
      subjectId: id,
      subjectName: name,
      value: (now - Date.parse(since)) / minuteMs,
    })),
  api_errors: ({ db }, now) => [{ ...plant('api'), value: failedShare(db, isoTime(now - errorsSinceMs)) }],
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
