import { z } from 'zod'
import { instant } from '../../contract/fields.ts'
import { route } from '../../contract/route.ts'
import { webhookDeliveryDetail } from './deliveries.contract.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.strictObject({ id, deliveryId: id })

const tag = 'Webhooks'
const access = { scope: 'webhooks:write' } as const

/** Longest body that a person writes, characters. */
const maxBody = 500_000

export const editDelivery = route({
  method: 'PUT',
  path: '/api/webhooks/{id}/deliveries/{deliveryId}',
  operationId: 'edit_webhook_delivery',
  summary: 'Change what a delivery sends that was given up; it keeps its event id and is signed anew when it is sent again',
  tag,
  access,
  params,
  body: z.strictObject({
    body: z
      .string()
      .min(1)
      .max(maxBody)
      .nullable()
      .describe('The whole body, in the content type of the webhook; null takes a change back, and it is made of the event again.'),
  }),
  response: webhookDeliveryDetail,
  errors: ['not_found', 'conflict'],
  example: { params: { id: 2, deliveryId: 2 }, body: { body: '{"corrected":true}' } },
})

export const deleteDelivery = route({
  method: 'DELETE',
  path: '/api/webhooks/{id}/deliveries/{deliveryId}',
  operationId: 'delete_webhook_delivery',
  summary: 'Delete a delivery that was given up, with its attempts',
  tag,
  access,
  params,
  response: 'empty',
  errors: ['not_found', 'conflict'],
  example: { params: { id: 2, deliveryId: 3 } },
})

export const discardDeliveries = route({
  method: 'POST',
  path: '/api/webhooks/{id}/discard',
  operationId: 'discard_webhook_deliveries',
  summary: 'Delete the deliveries of a time that were given up, with their attempts',
  tag,
  access,
  params: z.strictObject({ id }),
  body: z.strictObject({ since: instant.describe('Of the delivery.'), until: instant.optional().describe('Now unless it is given.') }),
  response: z.object({ count: z.int(), isCut: z.boolean().describe('There are more in the range; call again.') }),
  errors: ['not_found'],
})
