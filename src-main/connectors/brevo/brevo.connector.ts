import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import { assertFits, attachedBytes, type Mail, mailSender, threadHeaders } from '../kit/mail.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type SentMessage, sends } from '../kit/sending.ts'

const config = z.strictObject(mailSender)
const credentials = z.strictObject({ apiKey: secretKey })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** The whole mail (https://help.brevo.com/hc/en-us/articles/4402811730962). */
const mostBytes = 20 * 1024 * 1024

const keyOf = ({ credentials: { apiKey } }: Context): Record<string, string> => ({ 'api-key': apiKey })

const addresses = (list: readonly string[]) => list.map((email) => ({ email }))

const sent = z.object({ messageId: z.string().nullable().default(null) })

/** https://developers.brevo.com/reference/sendtransacemail. With the idempotency key Brevo sends a mail that comes twice once. */
async function sendMail(context: Context, mail: Mail): Promise<SentMessage> {
  assertFits(attachedBytes(mail), mostBytes)
  const { config, idempotencyKey, http } = context
  const headers = { ...threadHeaders(mail), ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }) }
  const json = {
    sender: { email: config.fromAddress, ...(config.fromName === '' ? {} : { name: config.fromName }) },
    to: addresses(mail.to),
    // NB: Brevo refuses empty lists and texts.
    ...(mail.cc.length === 0 ? {} : { cc: addresses(mail.cc) }),
    ...(mail.bcc.length === 0 ? {} : { bcc: addresses(mail.bcc) }),
    ...(mail.replyTo === null ? {} : { replyTo: { email: mail.replyTo } }),
    subject: mail.subject,
    ...(mail.html === null ? {} : { htmlContent: mail.html }),
    ...(mail.text === '' && mail.html !== null ? {} : { textContent: mail.text || ' ' }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(mail.attachments.length === 0 ? {} : { attachment: mail.attachments.map(({ fileName: name, content }) => ({ name, content })) }),
  }
  const isRepeatable = idempotencyKey !== undefined
  const answer = await http({ method: 'POST', path: '/smtp/email', headers: keyOf(context), json, isRepeatable })
  return { vendorId: readAnswer(sent, answer).messageId }
}

const account = z.object({ email: z.string(), companyName: z.string().nullable().default(null) })

async function test(context: Context): Promise<TestFinding> {
  const { email, companyName } = readAnswer(account, await context.http({ method: 'GET', path: '/account', headers: keyOf(context) }))
  return { account: companyName ? `${companyName}, ${email}` : email }
}

const refusal = z.object({ code: z.string(), message: z.string() })

/** The codes of Brevo's `ErrorModel` that mean more than their status. */
const kinds: Readonly<Record<string, FailureKind>> = {
  unauthorized: 'wrong_credentials',
  not_enough_credits: 'forbidden',
  permission_denied: 'forbidden',
  reseller_permission_denied: 'forbidden',
  account_under_validation: 'forbidden',
}

function judgeBrevo({ status, json }: HttpAnswer): VendorVerdict | undefined {
  if (status < 400) return undefined
  const { success, data } = refusal.safeParse(json)
  const kind = success ? kinds[data.code] : undefined
  return success && kind !== undefined ? { kind, ...data } : undefined
}

/** Brevo, formerly Sendinblue. */
export const brevoConnector = defineConnector({
  type: 'brevo',
  name: 'Brevo',
  category: 'mail',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: () => 'https://api.brevo.com/v3', judge: judgeBrevo },
  sendsOncePerKey: true,
  actions: sends('mail', sendMail),
  test,
})
