import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { ConnectorContext, TestFinding } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import { readAnswer } from '../kit/read-answer.ts'
import type { DeliveryReceipt, ReceiptStatus } from '../kit/receipt.ts'
import type { SentMessage } from '../kit/sending.ts'

export const twilioAccount = {
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/i, 'must be the Account SID: AC and 32 characters'),
  /** Signs in with a key of its own instead of the token of the account. */
  apiKeySid: z
    .string()
    .trim()
    .regex(/^SK[0-9a-f]{32}$/i, 'must be an API key SID: SK and 32 characters')
    .nullable()
    .default(null),
}

export const twilioCredentials = z.strictObject({ authToken: secretKey })

interface Account {
  readonly accountSid: string
  readonly apiKeySid: string | null
}

export type TwilioContext<Config extends Account> = ConnectorContext<Config, z.output<typeof twilioCredentials>>

const authorization = ({ config, credentials }: TwilioContext<Account>): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${config.apiKeySid ?? config.accountSid}:${credentials.authToken}`).toString('base64')}`,
})

const created = z.object({
  sid: z.string(),
  num_segments: z.string().nullable().optional(),
  price: z.string().nullable().optional(),
  price_unit: z.string().nullable().optional(),
})

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message. @throws ConnectorFailure */
export async function createMessage(
  context: TwilioContext<Account>,
  form: Readonly<Record<string, string | undefined>>,
): Promise<SentMessage> {
  const path = `/2010-04-01/Accounts/${context.config.accountSid}/Messages.json`
  const answer = await context.http({ method: 'POST', path, headers: authorization(context), form })
  const { sid, num_segments: segments, price, price_unit: unit } = readAnswer(created, answer)
  // NB: a messaging service that has not chosen its sender yet says 0.
  const parts = Number(segments)
  return { vendorId: sid, parts: parts > 0 ? parts : null, cost: price == null ? null : `${price} ${unit ?? ''}`.trim() }
}

const account = z.object({ friendly_name: z.string().nullable().optional(), status: z.string().optional() })

export async function readAccount(context: TwilioContext<Account>): Promise<TestFinding> {
  const path = `/2010-04-01/Accounts/${context.config.accountSid}.json`
  const answer = await context.http({ method: 'GET', path, headers: authorization(context) })
  return { account: readAnswer(account, answer).friendly_name ?? null }
}

const refusal = z.object({ code: z.number(), message: z.string() })

/** https://www.twilio.com/docs/api/errors: codes that mean more than the status they come with. */
const kinds: Readonly<Record<number, FailureKind>> = {
  20003: 'wrong_credentials',
  20005: 'forbidden',
  20404: 'not_found',
  20429: 'rate_limited',
  // More than one message a second to one number, or more than the sender's queue holds.
  14107: 'rate_limited',
  21611: 'rate_limited',
  // Not on for this region, not verified in a trial, not allowed to this sender.
  21408: 'forbidden',
  21608: 'forbidden',
  21612: 'forbidden',
  30002: 'forbidden',
  21617: 'too_large',
}

export function judgeTwilio({ status, json }: HttpAnswer): VendorVerdict | undefined {
  if (status < 400) return undefined
  const said = refusal.safeParse(json)
  const kind = said.success ? kinds[said.data.code] : undefined
  return said.success && kind !== undefined ? { kind, code: String(said.data.code), message: said.data.message } : undefined
}

const states: Readonly<Record<string, ReceiptStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
}

const statusCallback = z.object({
  MessageSid: z.string(),
  MessageStatus: z.string(),
  ErrorCode: z.string().optional(),
  ErrorMessage: z.string().optional(),
})

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status; one message a callback, the fields of a form. */
export function readTwilioReceipts(body: unknown): readonly DeliveryReceipt[] {
  const { success, data } = statusCallback.safeParse(body)
  const status = success ? states[data.MessageStatus] : undefined
  if (!success || status === undefined) return []
  return [{ vendorId: data.MessageSid, status, code: data.ErrorCode ?? null, reason: data.ErrorMessage ?? null, cost: null }]
}
