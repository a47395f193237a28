import { newestSeq } from '../../events/event-log.ts'
import { type BoundRoute, type HandlerInput, read, task, write } from '../../infra/http/bind.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import * as contract from './event-consumers.contract.ts'
import * as consumers from './event-consumers.ts'
import { webhookSecret } from './signature.ts'

interface ConsumerRouteOptions {
  readonly vault: Vault
  /** ISO 8601. */
  readonly now: () => string
  /** Unguessable bytes. */
  readonly newSecret: (bytes: number) => Buffer
}

const secretBytes = 32

export function eventConsumerRoutes({ vault, now, newSecret }: ConsumerRouteOptions): BoundRoute[] {
  /** NB: no `write` route, though it writes: see `createWebhook`. */
  async function create({ principal, exchange, body }: HandlerInput<typeof contract.createEventConsumer>) {
    const { workspace, actor } = principal
    const secret = webhookSecret(newSecret(secretBytes))
    const values = { ...body, secret: vault.seal(secret) }
    const row = await workspace.write((tx) => consumers.createConsumer(tx, values), { actor, requestId: exchange.requestId })
    return { ...consumers.consumerView(row, newestSeq(workspace.db)), secret }
  }

  async function poll({ principal: { workspace, actor }, params, query }: HandlerInput<typeof contract.pollEvents>) {
    const consumer = consumers.getConsumer(workspace.db, params.name)
    const place = consumers.placeOf(consumer, query.iterator)
    if (place > consumer.cursorSeq) await workspace.write((tx) => consumers.acknowledge(tx, consumer, place), { actor })
    const secret = vault.open(consumer.secret)
    return consumers.poll(workspace.db, consumer, { place, limit: query.max, secret, now: Date.parse(now()) })
  }

  return [
    read(contract.listEventConsumers, ({ principal }) => ({ data: consumers.listConsumers(principal.workspace.db) })),
    task(contract.createEventConsumer, create),
    write(contract.deleteEventConsumer, (tx, { params }) => consumers.removeConsumer(tx, params.name)),
    task(contract.pollEvents, poll),
  ]
}
