import { type BoundRoute, type Exchange, read, write } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import * as contract from './webhook-catchers.contract.ts'
import * as service from './webhook-catchers.service.ts'

interface CatcherRouteOptions {
  /** ISO 8601. */
  readonly now: () => string
  /** Unguessable bytes. */
  readonly newSecret: (bytes: number) => Buffer
}

const tokenBytes = 24

export function webhookCatcherRoutes({ now, newSecret }: CatcherRouteOptions): BoundRoute[] {
  const sight = ({ workspace: { db } }: Principal, { origin }: Exchange): service.CatcherSight => ({ db, origin, now: now() })
  return [
    read(contract.listWebhookCatchers, ({ principal, exchange, query }) => service.pageOfCatchers(sight(principal, exchange), query.page)),
    write(contract.createWebhookCatcher, (tx, { principal, exchange, body }) => {
      const token = newSecret(tokenBytes).toString('base64url')
      return service.catcherView(service.createCatcher(tx, body, token), sight(principal, exchange))
    }),
    read(contract.getWebhookCatcher, ({ principal, exchange, params }) =>
      service.catcherView(service.getCatcher(principal.workspace.db, params.id), sight(principal, exchange)),
    ),
    write(contract.updateWebhookCatcher, (tx, { principal, exchange, params, body }) =>
      service.catcherView(service.updateCatcher(tx, params.id, body), sight(principal, exchange)),
    ),
    write(contract.deleteWebhookCatcher, (tx, { params }) => service.removeCatcher(tx, params.id)),
    read(contract.listCaughtRequests, ({ principal, params, query }) => service.pageOfCaught(principal.workspace.db, params.id, query)),
    write(contract.clearCaughtRequests, (tx, { params }) => service.clearCatcher(tx, params.id)),
    read(contract.getCaughtRequest, ({ principal, params }) => service.getCaught(principal.workspace.db, params.id, params.caughtId)),
  ]
}
