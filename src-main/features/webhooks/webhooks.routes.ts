import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, type Exchange, read, task, write } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { checkDestination } from '../../infra/outbound/destination.ts'
import type { CompanyWay } from '../../infra/outbound/outbound-way.ts'
import { type Resolve, systemResolve } from '../../infra/outbound/resolve.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { backlogRoutes } from './backlog.routes.ts'
import * as deliveries from './deliveries.contract.ts'
import { deliveryDetail, toldIn } from './delivery-detail.ts'
import type { WebhookDispatcher } from './dispatcher.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { getWebhookPerformance } from './performance.contract.ts'
import { listPerformance } from './performance.store.ts'
import { quarantineRoutes } from './quarantine.routes.ts'
import { resend } from './resend.ts'
import { webhookSecret } from './signature.ts'
import { previewWebhook } from './webhook-preview.contract.ts'
import { preview } from './webhook-preview.ts'
import { withOpenedPfx } from './webhook-tls.ts'
import * as contract from './webhooks.contract.ts'
import * as service from './webhooks.service.ts'

export interface WebhookRouteOptions {
  readonly dispatchers: { readonly of: (workspace: Workspace) => WebhookDispatcher }
  readonly vault: Vault
  /** ISO 8601. */
  readonly now: () => string
  readonly payloadIn: PayloadInRevision
  /** Unguessable bytes. */
  readonly newSecret: (bytes: number) => Buffer
  /** How the calls of a company go out. */
  readonly companyWay: (company: string) => CompanyWay
  /** How the host of a URL is looked up before it is saved. */
  readonly resolve?: Resolve
}

const secretBytes = 32

/** What waits for a look-up, the vault or a receiver. */
function createActions(options: WebhookRouteOptions) {
  const { dispatchers, vault, now, newSecret, companyWay, resolve = systemResolve } = options
  const view = (workspace: Workspace, row: Parameters<typeof service.webhookView>[1]) => service.webhookView(workspace.db, row, now())

  const check = ({ company }: Workspace, { url, isHttpAllowed }: Pick<contract.WebhookCreate, 'url' | 'isHttpAllowed'>) =>
    checkDestination(url, { resolve, way: { company: companyWay(company), isHttpAllowed } })

  /** NB: no `write` route, though it writes: the answer carries the secret, and a stored idempotent answer would keep that in the clear. */
  async function create(principal: Principal, requestId: string, given: contract.WebhookCreate) {
    const { workspace, actor } = principal
    await check(workspace, given)
    const body = await withOpenedPfx(given, now())
    const secret = webhookSecret(newSecret(secretBytes))
    const row = await workspace.write((tx) => service.registerWebhook(tx, body, { secret, seal: vault.seal }), { actor, requestId })
    dispatchers.of(workspace).reload()
    return { ...view(workspace, row), secret }
  }

  async function update(principal: Principal, requestId: string, id: number, given: contract.WebhookUpdate) {
    const { workspace, actor } = principal
    const body = await withOpenedPfx(given, now())
    const { url, isHttpAllowed } = service.getWebhook(workspace.db, id)
    const isMoved = body.url !== undefined || body.isHttpAllowed !== undefined
    if (isMoved) await check(workspace, { url: body.url ?? url, isHttpAllowed: body.isHttpAllowed ?? isHttpAllowed })
    const row = await workspace.write((tx) => service.editWebhook(tx, id, body, vault.seal), { actor, requestId })
    dispatchers.of(workspace).reload()
    return view(workspace, row)
  }

  async function rotate({ workspace, actor }: Principal, requestId: string, id: number, overlapHours: number) {
    const secret = webhookSecret(newSecret(secretBytes))
    const sealedSecret = vault.seal(secret)
    const row = await workspace.write((tx) => service.rotateSecret(tx, id, { sealedSecret, overlapHours }), { actor, requestId })
    dispatchers.of(workspace).reload()
    return { ...view(workspace, row), secret }
  }

  const detail = ({ workspace }: Principal, { language }: Exchange, id: number, deliveryId: number) =>
    toldIn(
      language,
      deliveryDetail(workspace.db, { webhookId: id, deliveryId }, options.payloadIn, dispatchers.of(workspace).restsUntil(id)),
    )

  async function test(principal: Principal, exchange: Exchange, id: number) {
    const deliveryId = await dispatchers.of(principal.workspace).sendTest(id, principal.actor)
    return detail(principal, exchange, id, deliveryId)
  }

  async function redeliver(principal: Principal, exchange: Exchange, id: number, deliveryId: number) {
    await dispatchers.of(principal.workspace).redeliver(id, deliveryId, principal.actor)
    return detail(principal, exchange, id, deliveryId)
  }

  return { create, update, rotate, detail, test, redeliver, view }
}

export function webhookRoutes(options: WebhookRouteOptions): BoundRoute[] {
  const { dispatchers, now, payloadIn } = options
  const { create, update, rotate, detail, test, redeliver, view } = createActions(options)
  return [
    read(contract.listWebhooks, ({ principal, query }) => service.pageOfWebhooks(principal.workspace.db, query.page, now())),
    task(contract.createWebhook, ({ principal, exchange, body }) => create(principal, exchange.requestId, body)),
    read(previewWebhook, ({ principal, body }) => preview(principal.workspace.db, body, payloadIn)),
    read(contract.getWebhook, ({ principal, params }) => view(principal.workspace, service.getWebhook(principal.workspace.db, params.id))),
    task(contract.updateWebhook, ({ principal, exchange, params, body }) => update(principal, exchange.requestId, params.id, body)),
    task(contract.rotateWebhookSecret, ({ principal, exchange, params, body }) =>
      rotate(principal, exchange.requestId, params.id, body.overlapHours),
    ),
    write(contract.deleteWebhook, (tx, { principal, params }) => {
      service.removeWebhook(tx, params.id)
      tx.afterCommit(() => dispatchers.of(principal.workspace).reload())
    }),
    read(contract.getWebhookActivity, ({ principal, params }) => service.activityOf(principal.workspace.db, params.id, now())),
    read(getWebhookPerformance, ({ principal, params, query }) => {
      service.getWebhook(principal.workspace.db, params.id)
      return { data: listPerformance(principal.workspace.db, params.id, { span: query.span, now: now() }) }
    }),
    read(deliveries.listWebhookDeliveries, ({ principal, params: { id }, query }) =>
      service.pageOfDeliveries(principal.workspace.db, { ...query, webhookId: id }),
    ),
    read(deliveries.listDeliveries, ({ principal, query }) => service.pageOfDeliveries(principal.workspace.db, query)),
    read(deliveries.getWebhookDelivery, ({ principal, exchange, params }) => detail(principal, exchange, params.id, params.deliveryId)),
    task(deliveries.testWebhook, ({ principal, exchange, params }) => test(principal, exchange, params.id)),
    write(deliveries.resendDeliveries, (tx, { principal, params, body }) => {
      tx.afterCommit(() => dispatchers.of(principal.workspace).recount(params.id))
      return resend(tx, params.id, body, payloadIn)
    }),
    ...quarantineRoutes(payloadIn),
    ...backlogRoutes,
    task(deliveries.redeliverWebhook, ({ principal, exchange, params }) => redeliver(principal, exchange, params.id, params.deliveryId)),
  ]
}
