import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'

/** Meta retires a version about two years after it came out. */
export const graphVersion = z
  .string()
  .trim()
  .regex(/^v\d{1,3}\.\d$/, 'must be a version of the Graph API such as v23.0')
  .default('v23.0')

export const graphId = z
  .string()
  .trim()
  .regex(/^\d{5,30}$/, 'must be an id of digits only')

export const graphCredentials = z.strictObject({ accessToken: secretKey })

export const graphBaseUrl = (): string => 'https://graph.facebook.com'

export const bearer = ({ accessToken }: z.output<typeof graphCredentials>): Record<string, string> => ({
  authorization: `Bearer ${accessToken}`,
})

const refusal = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
})

/**
 * By code, as Meta asks, never by text: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes and
 * https://developers.facebook.com/docs/graph-api/guides/error-handling. What is not listed is refused for a reason.
 */
const kinds: Readonly<Record<number, FailureKind>> = {
  0: 'wrong_credentials',
  190: 'wrong_credentials',
  3: 'forbidden',
  10: 'forbidden',
  200: 'forbidden',
  368: 'forbidden',
  131005: 'forbidden',
  131030: 'forbidden',
  131031: 'forbidden',
  131042: 'forbidden',
  133010: 'forbidden',
  // The app, the number, the pair of numbers, the account: each has a limit of its own.
  4: 'rate_limited',
  613: 'rate_limited',
  80007: 'rate_limited',
  130429: 'rate_limited',
  131048: 'rate_limited',
  131056: 'rate_limited',
  1: 'vendor_down',
  2: 'vendor_down',
  131016: 'vendor_down',
  133004: 'vendor_down',
}

export function judgeGraph({ status, json }: HttpAnswer): VendorVerdict | undefined {
  const { success, data } = refusal.safeParse(json)
  if (!success || status < 400) return undefined
  const { code, error_subcode: subcode, message, error_data: more } = data.error
  return {
    kind: kinds[code] ?? 'rejected',
    code: subcode === undefined ? String(code) : `${code}/${subcode}`,
    message: more?.details ?? message,
  }
}
