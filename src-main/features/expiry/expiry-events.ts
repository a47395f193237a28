import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { type ExpiringCredential, expiringCredential } from './expiry.contract.ts'

const announced = expiringCredential.extend({
  daysLeft: z.int().describe('The warning that this is: 30, 7 or 1 days before the end, 0 for the end itself.'),
})

/** What is told of a credential that ends. */
export const credentialType = {
  name: 'credential',
  keyField: 'name',
  keyPrefix: '',
  resource: announced,
  isImmutable: true,
  createdEvent: 'expiring',
  ownEvents: {
    expired: { description: 'When a client, a consent, a webhook secret or a certificate has ended; of API keys api_key.expired says so' },
  },
  example: {
    id: 'oauth_client:3',
    kind: 'oauth_client',
    name: 'MES',
    detail: 'ilc_9f2c1d7be4a05f6a8c3b2e71',
    subjectType: 'oauth_client',
    subjectId: 3,
    isReplaced: false,
    ownerName: 'Ayşe Öztürk',
    lastUsedAt: '2026-11-22T08:40:12.123Z',
    createdAt: '2025-11-29T08:00:00.000Z',
    expiresAt: '2026-11-29T08:00:00.000Z',
    daysLeft: 7,
  },
} as const satisfies AnnouncingType

/** Warns of an end, in the transaction that keeps the warning. */
export const announceEnd = (tx: Tx, credential: ExpiringCredential, daysLeft: number): void =>
  void appendEvent(tx, {
    event: daysLeft === 0 ? 'credential.expired' : 'credential.expiring',
    recordType: 'credential',
    recordId: credential.subjectId ?? 0,
    recordKey: credential.name,
    data: { credential: toWire(announced, { ...credential, daysLeft }) },
  })
