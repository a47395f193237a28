import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'

/** How far somebody has come in the event log. */
interface NamedPlace {
  readonly name: string
  /** It needs nothing of the log up to here. */
  readonly seq: number
}

/** NB: a delivery that waits is made of its event at each attempt. The status stands in the text, or SQLite would not use its partial index. */
export const webhookPlacesQuery = `
  SELECT name, min(cursor_seq, coalesce(
    (SELECT min(event_seq) - 1 FROM webhook_deliveries WHERE webhook_id = webhooks.id AND status = 'pending' AND event_seq IS NOT NULL),
    cursor_seq
  )) AS seq
  FROM webhooks WHERE deleted_at IS NULL`

const ofWebhooks = prepared((db) => db.$client.prepare<[], NamedPlace>(webhookPlacesQuery))
const ofConsumers = prepared((db) => db.$client.prepare<[], NamedPlace>('SELECT name, cursor_seq AS seq FROM event_consumers'))

/** The places of the webhooks, paused ones too: they miss nothing. */
export const listWebhookPlaces = (db: Db): NamedPlace[] => ofWebhooks(db).all()

export const listConsumerPlaces = (db: Db): NamedPlace[] => ofConsumers(db).all()
