import { grants, type Role, roleScopes } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { HandlerInput } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { typeRules } from './notification-sources.ts'
import {
  type listNotifications,
  type Notification,
  type NotificationSettings,
  type NotificationSettingsChange,
  notificationTypes,
} from './notifications.contract.ts'
import {
  countDue,
  countUnread,
  findNotification,
  findSettings,
  listDue,
  listNotificationsBefore,
  markRead,
  markReadUpTo,
  putSettings,
  settleDue,
} from './notifications.store.ts'

/** Of several that the desktop shows as one, what it is told in full. */
const mostShown = 20

interface Person {
  readonly id: number
  readonly role: Role
  /** Of the company. */
  readonly timeZone: string
}

/** How a person can be told outside of the window. */
export type Reach = Pick<NotificationSettings, 'channels' | 'mailAddress' | 'chatConnections'>

type Choices = Omit<NotificationSettings, keyof Reach>

const nothingChosen = { quietFrom: null, quietTo: null, digest: 'off', digestAt: '08:00', chat: null } as const

/** What a person is told of, how and when: only of what the person may read. */
export function choicesOf(db: Db, { id, role, timeZone }: Person): Choices {
  const chosen = findSettings(db, id)
  const subscriptions = notificationTypes
    .filter((type) => grants(roleScopes[role], typeRules[type].scope))
    .map((type) => ({ type, channels: [...(chosen?.channels[type] ?? typeRules[type].channels)] }))
  const { quietFrom, quietTo, digest, digestAt, chat } = chosen ?? nothingChosen
  return { subscriptions, quietFrom, quietTo, digest, digestAt, chat, timeZone }
}

export const settingsOf = (db: Db, person: Person, reach: Reach): NotificationSettings => ({ ...choicesOf(db, person), ...reach })

export function saveSettings(tx: Tx, person: Person, { subscriptions, chat, ...times }: NotificationSettingsChange): void {
  const before = findSettings(tx.db, person.id)
  const chosen = Object.fromEntries(subscriptions.map(({ type, channels }) => [type, [...new Set(channels)]]))
  const channels = { ...before?.channels, ...chosen }
  putSettings(tx.db, { userId: person.id, channels, ...times, chat: chat === undefined ? (before?.chat ?? null) : chat, updatedAt: tx.now })
}

export const pageOfNotifications = (db: Db, userId: number, { page, ...filter }: HandlerInput<typeof listNotifications>['query']) =>
  pageById(page, {
    read: ({ id, limit }) => listNotificationsBefore(db, { ...filter, userId }, { beforeId: id, limit }),
    idOf: ({ id }) => id,
    view: (row) => row,
  })

export const countsOf = (db: Db, userId: number, now: string) => ({ unread: countUnread(db, userId), due: countDue(db, userId, now) })

/** @throws AppError `not_found`, also for somebody else's. */
export function readOne(tx: Tx, id: number): Notification {
  if (findNotification(tx.db, tx.actor.id, id) === undefined) throw notFound('notification', id)
  markRead(tx.db, id, tx.now)
  return findNotification(tx.db, tx.actor.id, id) as Notification // it was there
}

export function readUpTo(tx: Tx, upToId: number) {
  markReadUpTo(tx.db, tx.actor.id, { upToId, now: tx.now })
  return countsOf(tx.db, tx.actor.id, tx.now)
}

/** Hands over what the desktop has to show, once. */
export function claim(tx: Tx): { data: Notification[]; total: number } {
  const data = listDue(tx.db, tx.actor.id, tx.now, mostShown)
  return { data, total: settleDue(tx.db, tx.actor.id, tx.now) }
}
