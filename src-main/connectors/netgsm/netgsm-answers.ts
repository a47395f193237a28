import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import type { DeliveryReceipt, ReceiptStatus } from '../kit/receipt.ts'

const coded = z.object({ code: z.union([z.string(), z.number()]), description: z.string().nullish() })

/** Codes of the send and balance calls (github.com/netgsm/netgsm-sms-js, src/enums.ts); what is not listed is refused for a reason. */
const kinds: Readonly<Record<string, FailureKind>> = {
  // Also an account without API access, or an address that is not on its list.
  30: 'wrong_credentials',
  50: 'forbidden',
  51: 'forbidden',
  80: 'rate_limited',
  85: 'rate_limited',
  100: 'vendor_down',
  101: 'vendor_down',
}

/** What Netgsm asks for after too many messages to one number: a minute. */
const oneNumberMs = 60_000

/** NB: refusals come with 406, some with 200; only the code 00 is a success, and a balance has no code at all on some accounts. */
export function judgeNetgsm({ status, json }: HttpAnswer): VendorVerdict | undefined {
  const said = coded.safeParse(json)
  if (!said.success || (status !== 200 && status !== 406)) return undefined
  const code = String(said.data.code).padStart(2, '0')
  if (code === '00') return undefined
  const message = said.data.description ?? null
  return { kind: kinds[code] ?? 'rejected', code, message, ...(code === '85' ? { retryAfterMs: oneNumberMs } : {}) }
}

const states: Readonly<Record<string, ReceiptStatus>> = { 0: 'sent', 1: 'delivered' }

/** States of a report that are for good: expired, invalid, not sent, rejected, failed, duplicate, no credit, blacklisted, refused by İYS. */
const failures: readonly string[] = ['2', '3', '4', '11', '12', '13', '14', '15', '16', '17', '103']

const entry = z.object({
  jobid: z.union([z.string(), z.number()]),
  status: z.union([z.string(), z.number()]),
  errorCode: z.union([z.string(), z.number()]).nullish(),
})
const report = z.object({ jobs: z.array(entry) })

/** The answer of `/sms/rest/v2/report`, and each of its entries alone. */
export function readNetgsmReceipts(body: unknown): readonly DeliveryReceipt[] {
  const whole = report.safeParse(body)
  const one = entry.safeParse(body)
  const entries = whole.success ? whole.data.jobs : one.success ? [one.data] : []
  return entries.flatMap(({ jobid, status, errorCode }) => {
    const state = failures.includes(String(status)) ? 'failed' : states[String(status)]
    const code = state === 'failed' ? String(errorCode || status) : null
    return state === undefined ? [] : [{ vendorId: String(jobid), status: state, code, reason: null, cost: null }]
  })
}
