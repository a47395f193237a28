import { type BoundRoute, type HandlerInput, read, task, write } from '../../infra/http/bind.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import * as contract from './event-consumers.contract.ts'
import type { ConsumerRow } from './event-consumers.table.ts'
import * as consumers from './event-consumers.ts'
import type { LongPolls } from './long-poll.ts'
import { webhookSecret } from './signature.ts'

interface ConsumerRouteOptions {
  readonly vault: Vault
  /** ISO 8601. */
  readonly now: () => string
  /** Unguessable bytes. */
  readonly newSecret: (bytes: number) => Buffer
  /** Milliseconds that only go forward. */
  readonly monotonicNow: () => number
  readonly longPolls: LongPolls
}

const secretBytes = 32

export function eventConsumerRoutes({ vault, now, newSecret, monotonicNow, longPolls }: ConsumerRouteOptions): BoundRoute[] {
  /** NB: no `write` route, though it writes: see `createWebhook`. */
  async function create({ principal, exchange, body }: HandlerInput<typeof contract.createEventConsumer>) {
    const { workspace, actor } = principal
    const secret = webhookSecret(newSecret(secretBytes))
    const values = { ...body, secret: vault.seal(secret) }
    const row = await workspace.write((tx) => consumers.createConsumer(tx, values), { actor, requestId: exchange.requestId })
    return { ...consumers.consumerView(workspace.db, row), secret }
  }

  async function rotate({ principal, exchange, params, body }: HandlerInput<typeof contract.rotateConsumerSecret>) {
    const { workspace, actor } = principal
    const secret = webhookSecret(newSecret(secretBytes))
    const values = { sealedSecret: vault.seal(secret), overlapHours: body.overlapHours }
    const row = await workspace.write((tx) => consumers.rotateSecret(tx, params.name, values), { actor, requestId: exchange.requestId })
    return { ...consumers.consumerView(workspace.db, row), secret }
  }

  async function poll({ principal: { workspace, actor }, params, query }: HandlerInput<typeof contract.pollEvents>) {
    const { db } = workspace
    const consumer = consumers.getConsumer(db, params.name)
    const place = consumers.placeOf(consumer, query.iterator)
    if (place > consumer.cursorSeq) await workspace.write((tx) => consumers.acknowledge(tx, consumer, place), { actor })
    const from = (at: number) =>
      consumers.poll(db, consumer, { place: at, limit: query.max, secrets: secretsOf(consumer), now: Date.parse(now()) })
    const until = monotonicNow() + query.wait * 1_000
    let answer = from(place)
    const { dropped } = answer
    while (answer.data.length === 0 && answer.done && monotonicNow() < until && !longPolls.isStopping()) {
      await longPolls.wait(workspace, until - monotonicNow())
      answer = from(consumers.placeOf(consumer, answer.iterator))
    }
    return { ...answer, dropped }
  }

  function secretsOf({ secret, previousSecret, previousSecretUntil }: ConsumerRow): string[] {
    const isOld = previousSecret === null || previousSecretUntil === null || previousSecretUntil <= now()
    return isOld ? [vault.open(secret)] : [vault.open(secret), vault.open(previousSecret)]
  }

  return [
    read(contract.listEventConsumers, ({ principal }) => ({ data: consumers.listConsumers(principal.workspace.db) })),
    task(contract.createEventConsumer, create),
    task(contract.rotateConsumerSecret, rotate),
    write(contract.updateEventConsumer, (tx, { params, body }) =>
      consumers.consumerView(tx.db, consumers.changeConsumer(tx, params.name, body)),
    ),
    write(contract.rewindEventConsumer, (tx, { params, body }) => consumers.consumerView(tx.db, consumers.rewind(tx, params.name, body))),
    write(contract.deleteEventConsumer, (tx, { params }) => consumers.removeConsumer(tx, params.name)),
    task(contract.pollEvents, poll),
  ]
}
