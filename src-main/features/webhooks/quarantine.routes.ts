import { type BoundRoute, write } from '../../infra/http/bind.ts'
import { deliveryDetail, toldIn } from './delivery-detail.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { deleteDelivery, discardDeliveries, editDelivery } from './quarantine.contract.ts'
import { deleteGivenUp, discard, editBody } from './quarantine.ts'

/** What a person does with deliveries that were given up, beside sending them again. */
export const quarantineRoutes = (payloadIn: PayloadInRevision): BoundRoute[] => [
  write(editDelivery, (tx, { exchange, params: { id: webhookId, deliveryId }, body }) => {
    editBody(tx, { webhookId, deliveryId }, body.body)
    return toldIn(exchange.language, deliveryDetail(tx.db, { webhookId, deliveryId }, payloadIn))
  }),
  write(deleteDelivery, (tx, { params: { id: webhookId, deliveryId } }) => deleteGivenUp(tx, { webhookId, deliveryId })),
  write(discardDeliveries, (tx, { params, body }) => discard(tx, params.id, body)),
]
