import { type BoundRoute, type HandlerInput, read, task } from '../../infra/http/bind.ts'
import { type CalledWebhook, listNewlyRefused } from './newly-refused.ts'
import { checkOutgoingCalls, getOutgoingCalls, updateOutgoingCalls } from './outgoing-calls.contract.ts'
import type { OutgoingCallsService } from './outgoing-calls.service.ts'

interface OutgoingCallsRouteOptions {
  readonly outgoingCalls: OutgoingCallsService
  /** The webhooks of a company in both environments. */
  readonly webhooksOf: (company: string) => readonly CalledWebhook[]
}

/** Most webhooks that are named. */
const maxNamed = 100

export function outgoingCallsRoutes({ outgoingCalls, webhooksOf }: OutgoingCallsRouteOptions): BoundRoute[] {
  async function check({ principal, body }: HandlerInput<typeof checkOutgoingCalls>) {
    const { company } = principal.workspace
    const now = outgoingCalls.wayOf(company)
    const refused = await listNewlyRefused(webhooksOf(company), { now, proposed: { ...now, ...body } })
    return { count: refused.length, data: refused.slice(0, maxNamed) }
  }

  return [
    read(getOutgoingCalls, ({ principal }) => outgoingCalls.of(principal.workspace.company)),
    task(checkOutgoingCalls, check),
    task(updateOutgoingCalls, ({ principal, body, exchange }) => outgoingCalls.update(principal, body, exchange.requestId)),
  ]
}
