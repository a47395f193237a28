import type { Locale } from '../contract/fields.ts'
import { canSend, type Outbox } from '../features/messages/outbox.ts'
import { createNotificationMessenger } from '../features/notifications/notification-messenger.ts'
import { createNotificationTexts } from '../features/notifications/notification-texts.ts'
import type { Reach } from '../features/notifications/notifications.service.ts'
import { findMemberName, findUser } from '../features/people/people.store.ts'
import type { Db } from '../infra/db/database.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import type { DueWorker } from '../infra/workers/due-worker.ts'
import { isoTime } from '../lib/identity.ts'
import type { Features } from './features.ts'
import type { Foundation } from './foundation.ts'

/** How a person can be told outside of the window: what the company has connected decides. NB: in the sandbox nothing is really sent. */
function reachIn(control: Db, { integrations }: Pick<Features, 'integrations'>) {
  return (workspace: Workspace, userId: number): Reach => {
    const able = (kind: 'mail' | 'chat') => integrations.list(workspace).filter(({ type }) => canSend(integrations.connectorOf(type), kind))
    const chatConnections = able('chat').map(({ id, name }) => ({ id, name }))
    const hasMail = workspace.environment === 'sandbox' || able('mail').length > 0
    return {
      channels: ['window', 'desktop', ...(hasMail ? (['mail'] as const) : []), ...(chatConnections.length > 0 ? (['chat'] as const) : [])],
      mailAddress: findUser(control, userId)?.email ?? '',
      chatConnections,
    }
  }
}

/** Whom a message goes to, as long as they may use the company. */
function recipientIn(control: Db) {
  return ({ company }: Workspace, userId: number): { readonly email: string; readonly language: Locale } | undefined => {
    const user = findUser(control, userId)
    const isMember = findMemberName(control, { slug: company, userId }) !== undefined
    return user === undefined || !isMember ? undefined : { email: user.email, language: user.language ?? 'en' }
  }
}

type Needed = Pick<Features, 'integrations' | 'outbox' | 'letterheadOf'>

/** What the routes of notifications ask. */
export const notificationOptions = ({ control, sources }: Foundation, features: Needed) => ({
  now: () => isoTime(sources.now()),
  timeZoneOf: (company: string): string => features.letterheadOf(company).timeZone,
  reachOf: reachIn(control.db, features),
})

/** Notifications go out as messages like any other. */
const preparedBy = (outbox: Outbox) => async (workspace: Workspace, message: Parameters<Outbox['prepare']>[1]) => {
  const prepared = await outbox.prepare(workspace, message)
  return (tx: Tx, eventId: string | null): void => void outbox.enqueue(tx, workspace, prepared, { origin: 'notification', eventId })
}

/** What puts the notifications of a workspace into its outbox. */
export function createMessengers({ config, control, sources, report }: Foundation, { outbox, letterheadOf }: Needed) {
  const shared = {
    clock: sources,
    prepare: preparedBy(outbox),
    recipientOf: recipientIn(control.db),
    timeZoneOf: ({ company }: Workspace): string => letterheadOf(company).timeZone,
    wordingIn: createNotificationTexts(config.assets.localesDir),
    report,
  }
  return (workspace: Workspace): DueWorker => createNotificationMessenger({ workspace, ...shared })
}
