import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'

export interface FailingWebhook {
  readonly id: number
  readonly name: string
  /** The oldest failure since something last arrived; ISO 8601. */
  readonly since: string
}

/** Deliveries among whose arrivals the last one is looked for: a retry arrives long after the delivery was made. */
const lastArrivals = 20

/**
 * NB: plain SQL, in which each of the two look-ups reads the end of the index `webhook_deliveries_status`. A webhook that a person paused is not
 * failing; one that Interlock paused is.
 */
const failing = prepared((db) =>
  db.$client.prepare<[], FailingWebhook>(`
    WITH arrived AS (
      SELECT webhooks.id, webhooks.name, coalesce((
        SELECT max(delivered_at) FROM (
          SELECT delivered_at FROM webhook_deliveries
          WHERE webhook_id = webhooks.id AND status = 'delivered' ORDER BY created_at DESC LIMIT ${lastArrivals}
        )
      ), '') AS last
      FROM webhooks
      WHERE deleted_at IS NULL AND (is_active OR disabled_reason IS NOT NULL)
    )
    SELECT id, name, min(since) AS since FROM (
      SELECT id, name, (
        SELECT min(created_at) FROM webhook_deliveries WHERE webhook_id = arrived.id AND status = tried.status AND created_at > arrived.last
      ) AS since
      FROM arrived, (SELECT 'pending' AS status UNION ALL SELECT 'failed') AS tried
    )
    WHERE since IS NOT NULL
    GROUP BY id`),
)

/** Webhooks to which nothing has arrived since a delivery failed. */
export const listFailingWebhooks = (db: Db): FailingWebhook[] => failing(db).all()
