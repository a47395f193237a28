import { placeOfNotifier } from '../features/notifications/notifications.worker.ts'
import type { LogPlace } from '../features/retention/retention.contract.ts'
import { listConsumerPlaces, listWebhookPlaces } from '../features/webhooks/log-places.store.ts'
import type { Db } from '../infra/db/database.ts'

/** Everybody who reads a workspace's event log from a place of their own: nothing goes from it that one of them has not passed. */
export const logPlaces = (db: Db): (LogPlace & { readonly seq: number })[] => [
  ...listWebhookPlaces(db).map((place) => ({ kind: 'webhook' as const, ...place })),
  ...listConsumerPlaces(db).map((place) => ({ kind: 'event_consumer' as const, ...place })),
  { kind: 'notifications', name: null, seq: placeOfNotifier(db) },
]

/** The last event that all of them have passed. */
export const passedByAll = (db: Db): number => Math.min(...logPlaces(db).map(({ seq }) => seq))
