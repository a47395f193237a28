import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { listConsumerDrops, listWebhookDrops } from './backlog.contract.ts'
import { listDrops } from './backlog.store.ts'
import { getConsumer } from './event-consumers.ts'
import { getWebhook } from './webhooks.service.ts'

/** What was dropped of backlogs that had reached their bounds. */
export const backlogRoutes: readonly BoundRoute[] = [
  read(listWebhookDrops, ({ principal: { workspace }, params: { id } }) => ({
    data: listDrops(workspace.db, { webhookId: getWebhook(workspace.db, id).id }),
  })),
  read(listConsumerDrops, ({ principal: { workspace }, params: { name } }) => ({
    data: listDrops(workspace.db, { consumerId: getConsumer(workspace.db, name).id }),
  })),
]
