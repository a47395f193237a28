import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import type { DeliveryReceipt, ReceiptStatus } from '../kit/receipt.ts'

/** One entry a part. */
export const vonageAnswer = z.object({
  messages: z
    .array(
      z.object({
        status: z.string(),
        'message-id': z.string().optional(),
        'message-price': z.string().optional(),
        'error-text': z.string().optional(),
      }),
    )
    .min(1),
})

/** https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms; what is not listed is refused for a reason. */
const kinds: Readonly<Record<string, FailureKind>> = {
  1: 'rate_limited',
  4: 'wrong_credentials',
  5: 'vendor_down',
  8: 'forbidden',
  // The credit is used up.
  9: 'forbidden',
  10: 'rate_limited',
  11: 'forbidden',
  12: 'too_large',
  14: 'wrong_credentials',
  29: 'forbidden',
}

/** NB: the status is 200 whatever happens; only the parts say. Where some were taken it is not sent again. */
export function judgeVonage({ status, json }: HttpAnswer): VendorVerdict | undefined {
  const answer = vonageAnswer.safeParse(json)
  if (status !== 200 || !answer.success) return undefined
  const { messages } = answer.data
  const [first] = messages
  if (first === undefined || messages.some((part) => part.status === '0')) return undefined
  return { kind: kinds[first.status] ?? 'rejected', code: first.status, message: first['error-text'] ?? null }
}

const states: Readonly<Record<string, ReceiptStatus>> = {
  accepted: 'sent',
  buffered: 'sent',
  delivered: 'delivered',
  expired: 'failed',
  failed: 'failed',
  rejected: 'failed',
}

const receipt = z.object({
  messageId: z.string(),
  status: z.string(),
  'err-code': z.union([z.string(), z.number()]).optional(),
  price: z.string().optional(),
})

/** https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts */
export function readVonageReceipts(body: unknown): readonly DeliveryReceipt[] {
  const { success, data } = receipt.safeParse(body)
  const status = success ? states[data.status] : undefined
  if (!success || status === undefined) return []
  const code = data['err-code'] === undefined || String(data['err-code']) === '0' ? null : String(data['err-code'])
  return [
    {
      vendorId: data.messageId,
      status,
      code,
      reason: status === 'failed' ? data.status : null,
      cost: data.price === undefined ? null : `${data.price} EUR`,
    },
  ]
}
