import type { Control } from '../infra/db/control.ts'
import type { Environment, Workspace } from '../infra/db/workspace.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import type { Actor } from '../lib/identity.ts'
import { type Announcement, deleteAnnouncement, insertAnnouncement, listAnnouncements } from './announcements.store.ts'
import { appendEvent, findEvent, type NewEvent } from './event-log.ts'

interface AnnouncedIn {
  readonly company: string
  readonly environment: Environment
  /** Who did it, when that is only known in the transaction. */
  readonly by?: Actor | undefined
}

/** Says in the transaction of a change to control.db what has to be told in the log of a workspace. */
export function announceIn(tx: Tx, { company, environment, by = tx.actor }: AnnouncedIn, event: NewEvent): void {
  const { type, id, name } = by
  insertAnnouncement(tx.db, {
    ...event,
    eventId: tx.newId('evt'),
    company,
    environment,
    data: JSON.stringify(event.data),
    actorType: type,
    actorId: id,
    actorName: name,
    requestId: tx.requestId,
    createdAt: tx.now,
  })
}

/** Announcements brought over in one go. */
const batch = 100

export interface Announcer {
  /** Brings what waits into the logs of its workspaces. Runs one at a time; what comes meanwhile is brought as well. */
  readonly deliver: () => Promise<void>
}

export function createAnnouncer(options: {
  control: Control
  getWorkspace: (company: string, environment: Environment) => Workspace
  onError: (error: unknown) => void
}): Announcer {
  const { control } = options
  let running: Promise<void> | undefined
  let isAsked = false

  async function deliverAll(): Promise<void> {
    while (isAsked) {
      isAsked = false
      for (let waiting = listAnnouncements(control.db, batch); waiting.length > 0; waiting = listAnnouncements(control.db, batch))
        for (const announcement of waiting) await deliverOne(announcement)
    }
  }

  async function deliverOne({ seq, company, environment, ...told }: Announcement): Promise<void> {
    const workspace = options.getWorkspace(company, environment)
    const actor = { type: told.actorType, id: told.actorId, name: told.actorName } as Actor // as it was stored
    await workspace.write((tx) => appendOnce(tx, told), { actor, ...(told.requestId === null ? {} : { requestId: told.requestId }) })
    await control.write((tx) => deleteAnnouncement(tx.db, seq), { actor })
  }

  return {
    deliver: () => {
      isAsked = true
      running ??= deliverAll()
        .catch(options.onError)
        .finally(() => {
          running = undefined
        })
      return running
    },
  }
}

/** NB: a crash may have come after the log had it and before control.db knew. */
function appendOnce(tx: Tx, { eventId, createdAt, data, ...told }: Omit<Announcement, 'seq' | 'company' | 'environment'>): void {
  if (findEvent(tx.db, eventId) !== undefined) return
  appendEvent(tx, { ...told, data: JSON.parse(data) }, { id: eventId, createdAt })
}
