import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import { announceIn } from '../../events/announcer.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
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
  announceIn(
    tx,
    { company, environment: key.environment },
    {
      event: `api_key.${event}`,
      recordType: 'api_key',
      recordId: key.id,
      recordKey: keyPrefix,
      data: {
        api_key: toWire(announced, announced.parse({ ...key, keyPrefix })),
        ...(daysLeft === undefined ? {} : { days_left: daysLeft }),
      },
    },
  )
}
