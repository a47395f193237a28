import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent, findEvent } from '../../events/event-log.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Environment, Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Actor } from '../../lib/identity.ts'
import { deleteAnnouncement, insertAnnouncement, listAnnouncements } from './api-key-announcements.store.ts'
import { apiKey } from './api-keys.contract.ts'
import type { FoundApiKey } from './api-keys.store.ts'

const announced = apiKey.pick({
  id: true,
  name: true,
  description: true,
  keyPrefix: true,
  environment: true,
  scopes: true,
  ownerId: true,
  expiresAt: true,
  revokedAt: true,
  createdAt: true,
})

/** What is told of a key's life; never a secret. */
export const apiKeyType = {
  name: 'apiKey',
  keyField: 'keyPrefix',
  keyPrefix: 'live',
  resource: announced,
  isImmutable: true,
  ownEvents: {
    changed: { description: 'When fields of an API key are changed' },
    rotated: { description: 'When an API key gets a new secret' },
    expiring: {
      description: 'When an API key expires in 30 days, in 7 days and in one day, once each',
      beside: { daysLeft: { schema: z.int(), example: 7 } },
    },
    expired: { description: 'When an API key has expired' },
    revoked: { description: 'When an API key is revoked' },
  },
  example: {
    name: 'MES gateway',
    description: null,
    keyPrefix: 'live_Ab3dEf9h',
    environment: 'live',
    scopes: ['jobs:write'],
    ownerId: 1,
    expiresAt: '2026-12-22T08:00:00.000Z',
    revokedAt: null,
  },
} as const satisfies AnnouncingType

type ApiKeyEvent = 'created' | keyof typeof apiKeyType.ownEvents

interface NewAnnouncement {
  readonly event: ApiKeyEvent
  readonly found: FoundApiKey
  readonly keyPrefix: string
  readonly daysLeft?: number
}

/** Says in the transaction of a change to control.db what has to be told in the log of the key's workspace. */
export function announce(tx: Tx, { event, found, keyPrefix, daysLeft }: NewAnnouncement): void {
  const { key, company } = found
  const { type, id, name } = tx.actor
  insertAnnouncement(tx.db, {
    eventId: tx.newId('evt'),
    event: `api_key.${event}`,
    apiKeyId: key.id,
    company,
    environment: key.environment,
    keyPrefix,
    data: JSON.stringify({
      api_key: toWire(announced, announced.parse({ ...key, keyPrefix })),
      ...(daysLeft === undefined ? {} : { days_left: daysLeft }),
    }),
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

  async function deliverOne({ seq, company, environment, ...told }: ReturnType<typeof listAnnouncements>[number]): Promise<void> {
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

interface Told {
  readonly eventId: string
  readonly event: string
  readonly apiKeyId: number
  readonly keyPrefix: string
  readonly data: string
  readonly createdAt: string
}

/** NB: a crash may have come after the log had it and before control.db knew. */
function appendOnce(tx: Tx, told: Told): void {
  if (findEvent(tx.db, told.eventId) !== undefined) return
  const { event, apiKeyId, keyPrefix, data } = told
  appendEvent(
    tx,
    { event, recordType: 'api_key', recordId: apiKeyId, recordKey: keyPrefix, data: JSON.parse(data) },
    { id: told.eventId, createdAt: told.createdAt },
  )
}
