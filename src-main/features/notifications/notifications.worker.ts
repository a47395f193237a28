import { grants, type Role, roleScopes } from '../../contract/scopes.ts'
import { newestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import type { DueWork } from '../../infra/workers/due-worker.ts'
import { isoTime } from '../../lib/identity.ts'
import { timeToTell } from './delivery-time.ts'
import { insertWaiting } from './notification-messages.store.ts'
import { type NotificationSource, notificationSources, typeRules } from './notification-sources.ts'
import type { NotificationChannel } from './notifications.contract.ts'
import { choicesOf } from './notifications.service.ts'
import { eventsAfter, insertNotification, type ToldEvent } from './notifications.store.ts'

export interface Member {
  readonly id: number
  readonly role: Role
}

interface Options {
  readonly workspace: Workspace
  /** The people of the workspace's company. */
  readonly membersOf: (workspace: Workspace) => readonly Member[]
  readonly timeZoneOf: (workspace: Workspace) => string
  /** There may be messages to send. */
  readonly onTold: () => void
}

/** Every event up to here has become notifications, or is of no kind that does. */
const cursor = workspaceSetting('notifications.cursor_seq', 0)

/** Events in one transaction. */
const batch = 50

/** Events of which nobody is told that a restart looks at again at most. */
const mostReread = 10_000

const messageChannels = ['mail', 'chat'] as const

const toldAfter = eventsAfter(Object.keys(notificationSources))

/** Everything up to here has become notifications, or is of no kind that does. */
export function placeOfNotifier(db: Db): number {
  const next = toldAfter(db).get(cursor.read(db), 1)
  return next === undefined ? newestSeq(db) : next.seq - 1
}

/**
 * Tells people what happens. The notifications and the place in the log that they come from are written together, so that a crash loses none and
 * repeats none; events of which nobody is told cost no write.
 */
export function createNotifier(options: Options): DueWork {
  let seen = -1

  function isDue(db: Db): boolean {
    const newest = newestSeq(db)
    if (newest <= seen) return false
    const kept = cursor.read(db)
    if (newest - kept > mostReread || toldAfter(db).get(Math.max(seen, kept), 1) !== undefined) return true
    seen = newest
    return false
  }

  function run(tx: Tx): void {
    const events = toldAfter(tx.db).all(Math.max(seen, cursor.read(tx.db)), batch)
    for (const event of events) tell(tx, event, options)
    const last = events.length < batch ? undefined : events.at(-1)
    cursor.write(tx.db, last?.seq ?? newestSeq(tx.db))
    tx.afterCommit(options.onTold)
  }

  return { isDue, run, nextLookMs: () => undefined }
}

function tell(tx: Tx, event: ToldEvent, { workspace, membersOf, timeZoneOf }: Options): void {
  const source = notificationSources[event.event]
  if (source === undefined) return
  const data = JSON.parse(event.data) as Record<string, unknown> // the log's own form
  const record = (data[event.recordType] ?? {}) as Record<string, unknown> // as above
  const told = source.peopleIds?.(record, data)
  const severity = source.severity(record)
  const timeZone = timeZoneOf(workspace)
  for (const member of membersOf(workspace)) {
    if (told !== undefined && !told.includes(member.id)) continue
    if (!grants(roleScopes[member.role], typeRules[source.type].scope) || isOwnDoing(event, member)) continue
    const settings = choicesOf(tx.db, { ...member, timeZone })
    const channels = channelsOf(source, settings.subscriptions)
    if (channels.length === 0) continue
    const dueAt = isoTime(timeToTell(severity, settings, Date.parse(tx.now)))
    const id = insertNotification(tx.db, {
      userId: member.id,
      type: source.type,
      severity,
      event: event.event,
      eventId: event.id,
      recordType: event.recordType,
      recordId: event.recordId,
      recordKey: event.recordKey,
      params: paramsOf(source, record),
      isInWindow: channels.includes('window'),
      desktopDueAt: channels.includes('desktop') ? dueAt : null,
      createdAt: event.createdAt,
    })
    if (id === undefined) continue
    const waiting = { notificationId: id, userId: member.id, dueAt, createdAt: tx.now }
    for (const channel of messagesFor(channels, record)) insertWaiting(tx.db, { ...waiting, channel })
  }
}

/** NB: that a message of this kind did not go out is told by no other message, which would not go out either. */
const messagesFor = (channels: readonly NotificationChannel[], record: Readonly<Record<string, unknown>>) =>
  record['origin'] === 'notification' ? [] : messageChannels.filter((channel) => channels.includes(channel))

/** Nobody is told what they did themselves. */
const isOwnDoing = ({ actorType, actorId }: ToldEvent, { id }: Member): boolean => actorType === 'user' && actorId === id

function channelsOf({ type, isForced }: NotificationSource, subscriptions: ReturnType<typeof choicesOf>['subscriptions']) {
  const chosen = subscriptions.find((subscription) => subscription.type === type)?.channels ?? []
  return isForced ? [...typeRules[type].channels, ...chosen] : chosen
}

/** The named fields that say something: plain ones, texts and numbers. */
const paramsOf = ({ params }: NotificationSource, record: Readonly<Record<string, unknown>>): Record<string, string | number> =>
  Object.fromEntries(
    params.flatMap((name) => {
      const value = record[name]
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : []
    }),
  )
