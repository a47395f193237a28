import { mutationOptions } from '@tanstack/react-query'
import { deleteDelivery, editDelivery } from '../../../src-main/features/webhooks/quarantine.contract.ts'
import type { Api } from '../../lib/api.ts'
import { type Delivery, deliveryQuery, refreshWebhooks } from './webhooks.queries.ts'

type Of = Pick<Delivery, 'id' | 'webhookId'>

/** What it sends when it is sent again; null for what its event says. */
export const editDeliveryMutation = (api: Api, { id: deliveryId, webhookId: id }: Of) =>
  mutationOptions({
    mutationFn: (body: string | null) => api.callRoute(editDelivery, { params: { id, deliveryId }, body: { body } }),
    onSuccess: (delivery, _body, _result, { client }) => {
      client.setQueryData(deliveryQuery(api, id, deliveryId).queryKey, delivery)
      return refreshWebhooks(api, client)
    },
  })

export const deleteDeliveryMutation = (api: Api, { id: deliveryId, webhookId: id }: Of) =>
  mutationOptions({
    mutationFn: () => api.callRoute(deleteDelivery, { params: { id, deliveryId } }),
    onSuccess: (_nothing, _body, _result, { client }) => {
      client.removeQueries({ queryKey: deliveryQuery(api, id, deliveryId).queryKey })
      return refreshWebhooks(api, client)
    },
  })
