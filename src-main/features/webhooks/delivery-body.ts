import { findEvent } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { composed, type PayloadRules } from './payload-rules.ts'
import type { DeliveryRow } from './webhooks.table.ts'

/** What an attempt sends. */
export interface Body {
  readonly body: string
  /** It is the event as the log has it. */
  readonly isPlain: boolean
}

/**
 * The body that the next attempt of a delivery sends: what a person made of it, else the event by the webhook's settings of now.
 * @returns undefined when its event is no longer in the log. @throws TemplateError
 */
export function bodyOf(db: Db, rules: Pick<PayloadRules, 'compose'>, delivery: DeliveryRow): Body | undefined {
  if (delivery.body !== null) return { body: delivery.body, isPlain: false }
  const event = findEvent(db, delivery.eventId)
  return event === undefined ? undefined : composed(rules, event)
}
