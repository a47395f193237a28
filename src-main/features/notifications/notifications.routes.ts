import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import * as contract from './notifications.contract.ts'
import { claim, countsOf, pageOfNotifications, type Reach, readOne, readUpTo, saveSettings, settingsOf } from './notifications.service.ts'

interface NotificationRoutesOptions {
  /** ISO 8601. */
  readonly now: () => string
  readonly timeZoneOf: (company: string) => string
  readonly reachOf: (workspace: Workspace, userId: number) => Reach
}

export function notificationRoutes({ now, timeZoneOf, reachOf }: NotificationRoutesOptions): BoundRoute[] {
  const personOf = ({ actor, role, workspace }: Principal) => ({
    id: actor.id,
    role: role ?? 'viewer', // a person who is signed in has one
    timeZone: timeZoneOf(workspace.company),
  })
  const settings = (db: Db, principal: Principal) => settingsOf(db, personOf(principal), reachOf(principal.workspace, principal.actor.id))
  return [
    read(contract.listNotifications, ({ principal: { workspace, actor }, query }) => pageOfNotifications(workspace.db, actor.id, query)),
    read(contract.countNotifications, ({ principal: { workspace, actor } }) => countsOf(workspace.db, actor.id, now())),
    write(contract.readNotification, (tx, { params }) => readOne(tx, params.id)),
    write(contract.readAllNotifications, (tx, { body }) => readUpTo(tx, body.upToId)),
    write(contract.claimNotifications, (tx) => claim(tx)),
    read(contract.getNotificationSettings, ({ principal }) => settings(principal.workspace.db, principal)),
    write(contract.updateNotificationSettings, (tx, { principal, body }) => {
      saveSettings(tx, personOf(principal), body)
      return settings(tx.db, principal)
    }),
  ]
}
