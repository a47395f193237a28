import type { Locale } from '../../contract/fields.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { DueWorker } from '../../infra/workers/due-worker.ts'
import { AppError } from '../../lib/app-error.ts'
import { type Clock, isoTime, systemActor } from '../../lib/identity.ts'
import type { Wording } from '../alarms/alarm-words.contract.ts'
import { composeMessage } from './notification-message.ts'
import { type DueMessage, dropOlder, findDueMessage, nextDueAt, postpone, removeWaiting } from './notification-messages.store.ts'
import { findSettings } from './notifications.store.ts'

interface Recipient {
  readonly email: string
  readonly language: Locale
}

interface ComposedNotification {
  readonly kind: 'mail' | 'chat'
  readonly to: readonly string[]
  readonly subject?: string
  readonly text: string
  /** Left out for the one that the company uses for this kind. */
  readonly connectionId?: number
}

/** Puts a message in line, in a transaction. */
type Enqueue = (tx: Tx, eventId: string | null) => void

interface MessengerOptions {
  readonly workspace: Workspace
  readonly clock: Clock
  /** Checks a message that is to go into the outbox. @throws AppError when it cannot be sent now. */
  readonly prepare: (workspace: Workspace, message: ComposedNotification) => Promise<Enqueue>
  /** Undefined for somebody who may not use the company any more. */
  readonly recipientOf: (workspace: Workspace, userId: number) => Recipient | undefined
  readonly timeZoneOf: (workspace: Workspace) => string
  readonly wordingIn: (language: Locale) => Wording
  /** Logs a failure that nobody waits for. */
  readonly report: (error: unknown) => void
}

/** How long what cannot be sent now waits, because no connection does it, and after what time it is not worth telling any more. */
const waitMs = 5 * 60_000
const staleMs = 86_400_000

/**
 * Puts what people want to be told by mail and chat into the outbox once it is due; what is due together goes as one. What it takes out of its own
 * line and what it puts into that of the outbox are one transaction, so that a crash loses none and repeats none.
 */
export function createNotificationMessenger(options: MessengerOptions): DueWorker {
  const { workspace, clock, report } = options
  const { db } = workspace
  const { send, later } = createSteps(options)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isAwaited = false
  let isStopped = false

  async function work(): Promise<void> {
    for (;;) {
      const due = isStopped ? undefined : findDueMessage(db, isoTime(clock.now()))
      if (due === undefined) return
      await send(due).catch((error) => later(due, error))
    }
  }

  function look(): void {
    clearTimeout(timer)
    isAwaited = running !== undefined
    if (isAwaited || isStopped) return
    running = work()
      .catch(report)
      .then(() => {
        running = undefined
        if (isStopped) return
        const next = nextDueAt(db)
        if (isAwaited) look()
        else if (next !== undefined) timer = setTimeout(look, Math.min(Math.max(Date.parse(next) - clock.now(), 10), waitMs))
      })
  }

  return {
    wake: look,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** What is done with a message that is due. */
function createSteps(options: MessengerOptions) {
  const { workspace, clock, report } = options

  async function send(due: DueMessage): Promise<void> {
    const enqueue = await prepared(due, options)
    await workspace.write(
      (tx) => {
        removeWaiting(tx.db, due.ids)
        const eventId = due.told.length === 1 ? due.told[0]?.eventId : undefined
        enqueue?.(tx, eventId ?? null)
      },
      { actor: systemActor },
    )
  }

  async function later({ ids }: DueMessage, error: unknown): Promise<void> {
    if (!(error instanceof AppError)) report(error)
    const now = clock.now()
    await workspace.write(
      (tx) => {
        postpone(tx.db, ids, isoTime(now + waitMs))
        dropOlder(tx.db, isoTime(now - staleMs))
      },
      { actor: systemActor },
    )
  }

  return { send, later }
}

/** What goes out; undefined where nobody is to be reached any more. @throws AppError when it cannot be sent now. */
async function prepared({ userId, channel, told }: DueMessage, options: MessengerOptions): Promise<Enqueue | undefined> {
  const { workspace, prepare, recipientOf, timeZoneOf, wordingIn } = options
  const recipient = recipientOf(workspace, userId)
  if (recipient === undefined) return undefined
  const { email, language } = recipient
  const { subject, text } = composeMessage(told, { channel, language, timeZone: timeZoneOf(workspace), wording: wordingIn(language) })
  if (channel === 'mail') return prepare(workspace, { kind: 'mail', to: [email], subject, text })
  const chat = findSettings(workspace.db, userId)?.chat
  return chat ? prepare(workspace, { kind: 'chat', to: [chat.to], text, connectionId: chat.connectionId }) : undefined
}
