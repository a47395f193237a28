import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import type { DeliveryReceipt, ReceiptStatus } from '../kit/receipt.ts'

const answer = z.object({ response: z.object({ status: z.object({ code: z.coerce.number(), message: z.string() }) }) })

/** github.com/iletimerkezi/apidocs-website, docs/status-codes.mdx; what is not listed is refused for a reason. */
const kinds: Readonly<Record<number, FailureKind>> = {
  // Also another address than the one on the account's list, or API access that is off.
  401: 'wrong_credentials',
  // No credit left, the sender is not approved, no code of the consent register.
  402: 'forbidden',
  450: 'forbidden',
  470: 'forbidden',
  404: 'not_found',
  455: 'not_found',
  453: 'too_large',
  503: 'vendor_down',
}

/** NB: the code in the body counts; it is also the HTTP status, and now and then a text. */
export function judgeIletiMerkezi({ json }: HttpAnswer): VendorVerdict | undefined {
  const said = answer.safeParse(json)
  if (!said.success) return undefined
  const { code, message } = said.data.response.status
  return code === 200 ? undefined : { kind: kinds[code] ?? 'rejected', code: String(code), message }
}

const states: Readonly<Record<string, ReceiptStatus>> = { accepted: 'sent', delivered: 'delivered', undelivered: 'failed' }

const report = z.object({ report: z.object({ id: z.union([z.string(), z.number()]), status: z.string() }) })

/** `report.id` is the order that the message went out with. */
export function readIletiMerkeziReceipts(body: unknown): readonly DeliveryReceipt[] {
  const { success, data } = report.safeParse(body)
  const status = success ? states[data.report.status] : undefined
  if (!success || status === undefined) return []
  return [{ vendorId: String(data.report.id), status, code: null, reason: status === 'failed' ? data.report.status : null, cost: null }]
}
