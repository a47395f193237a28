import { eventBody } from '../../events/event-log.ts'
import { type LiquidTemplate, readTemplate } from '../../lib/liquid-template.ts'
import type { Payload } from './event-filter.ts'
import { parseFilter } from './event-filter.ts'
import { type LoggedEvent, payloadOf } from './event-pages.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import type { WebhookRow } from './webhooks.table.ts'

/** What a webhook makes of an event; undefined where it does nothing to it, which costs nothing. */
export interface PayloadRules {
  readonly filter: ((event: LoggedEvent) => boolean) | undefined
  /** @throws TemplateError */
  readonly compose: ((event: LoggedEvent) => string) | undefined
}

/** The settings that a payload passes through: its revision first, then the filter and the template see what the receiver would. */
export function payloadRules(
  webhook: Pick<WebhookRow, 'filter' | 'template' | 'contentType' | 'apiVersion'>,
  payloadIn: PayloadInRevision,
): PayloadRules {
  const { filter, template, contentType, apiVersion } = webhook
  const change = payloadIn(apiVersion)
  const shown = (event: LoggedEvent): Payload => (change === undefined ? payloadOf(event) : change(payloadOf(event)))
  const holds = filter === null ? undefined : parseFilter(filter)
  return {
    filter: holds === undefined ? undefined : (event) => holds(shown(event)),
    compose: composer({ template, contentType, isPlain: change === undefined }, shown),
  }
}

function composer(
  { template, contentType, isPlain }: { template: string | null; contentType: string; isPlain: boolean },
  shown: (event: LoggedEvent) => Payload,
): PayloadRules['compose'] {
  if (template === null) return isPlain ? undefined : (event) => JSON.stringify(shown(event))
  let read: LiquidTemplate | undefined
  return (event) => {
    read ??= readTemplate(template, contentType)
    return read.render(shown(event))
  }
}

/** The body of an event for a webhook. @throws TemplateError */
export const composed = ({ compose }: Pick<PayloadRules, 'compose'>, event: LoggedEvent): { body: string; isPlain: boolean } =>
  compose === undefined ? { body: eventBody(event), isPlain: true } : { body: compose(event), isPlain: false }
