import { snakeCase } from '../contract/wire.ts'
import { alarmType } from '../features/alarms/alarm-events.ts'
import { apiKeyType } from '../features/api-keys/api-key-events.ts'
import type { ChannelType } from '../features/live/channels.ts'
import type { WatchedList } from '../features/live/list-changes.ts'
import { createLive, type Live } from '../features/live/live.service.ts'
import type { LiveLimits } from '../features/live/live-limits.ts'
import { notificationsStamp } from '../features/notifications/notifications.store.ts'
import type { Authenticator } from '../features/people/authenticator.ts'
import { personType } from '../features/people/person-events.ts'
import { newestRequestBesideWindow } from '../features/requests/requests.store.ts'
import { newestCatcherChange } from '../features/webhook-catchers/webhook-catchers.store.ts'
import { newestWebhookChange } from '../features/webhooks/delivery-stats.store.ts'
import type { Control } from '../infra/db/control.ts'
import { countChanges } from '../infra/db/foreign-changes.ts'
import type { Foundation } from './foundation.ts'
import { recordTypes } from './record-types.ts'

/** Every type of record that has events, with its channel. */
const channelTypes: readonly ChannelType[] = [
  ...recordTypes.map(({ name, plural, keyPrefix }) => ({ recordType: snakeCase(name), plural, keyPrefix })),
  { recordType: snakeCase(apiKeyType.name), plural: 'api_keys', keyPrefix: apiKeyType.keyPrefix },
  { recordType: alarmType.name, plural: 'alarms', keyPrefix: alarmType.keyPrefix },
  { recordType: personType.name, plural: 'people', keyPrefix: personType.keyPrefix },
]

/** What changes without events, and is shown nevertheless: `changes/<name>`. */
const watchedLists = ({ db }: Control, now: () => string): readonly WatchedList[] => {
  const controlChanges = (): string => countChanges(db)
  return [
    { name: 'requests', scope: 'requests:read', stamp: (workspace, before) => newestRequestBesideWindow(workspace.logDb, before) },
    { name: 'webhooks', scope: 'webhooks:read', stamp: (workspace) => newestWebhookChange(workspace.db) },
    { name: 'webhook_catchers', scope: 'webhooks:read', stamp: (workspace) => newestCatcherChange(workspace.db) },
    { name: 'notifications', scope: 'events:read', stamp: (workspace) => notificationsStamp(workspace.db, now()) },
    { name: 'api_keys', scope: 'api_keys:read', stamp: controlChanges },
    { name: 'people', scope: 'people:read', stamp: controlChanges },
    { name: 'oauth_clients', scope: 'oauth_clients:read', stamp: controlChanges },
  ]
}

/** WebSockets and event streams over every workspace. */
export const createLiveChannels = (foundation: Foundation, { recheck }: Authenticator, limits: LiveLimits): Live =>
  createLive({
    recheck,
    onWake: (workspace, listener) => void foundation.dispatchers.onWake(workspace, listener),
    types: channelTypes,
    lists: watchedLists(foundation.control, foundation.now),
    limits,
    now: foundation.sources.now,
    monotonicNow: () => performance.now(),
    newId: foundation.sources.newId,
    log: foundation.log,
  })
