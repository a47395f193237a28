import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { readAnswer } from '../kit/read-answer.ts'
import type { DeliveryReceipt, ReceiptStatus } from '../kit/receipt.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { textOrTemplate } from '../kit/text-or-template.ts'
import { bearer, graphBaseUrl, graphCredentials, graphId, graphVersion, judgeGraph } from './graph-api.ts'

const config = z.strictObject({ phoneNumberId: graphId, graphVersion })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof graphCredentials>>
type Template = NonNullable<MessageOf<'whatsapp'>['template']>

const accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) })

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages. What becomes of it is told by a webhook only. */
async function sendWhatsapp(context: Context, message: MessageOf<'whatsapp'>): Promise<SentMessage> {
  const { phoneNumberId, graphVersion: version } = context.config
  const content = textOrTemplate(message)
  const answer = await context.http({
    method: 'POST',
    path: `/${version}/${phoneNumberId}/messages`,
    headers: bearer(context.credentials),
    json: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: message.to.slice(1),
      ...('text' in content
        ? { type: 'text', text: { body: content.text } }
        : { type: 'template', template: templateOf(content.template) }),
    },
  })
  return { vendorId: readAnswer(accepted, answer).messages[0]?.id ?? null }
}

const templateOf = ({ name, language, parameters }: Template) => ({
  name,
  language: { code: language },
  ...(parameters.length === 0 ? {} : { components: [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }] }),
})

const phoneNumber = z.object({ display_phone_number: z.string().optional(), verified_name: z.string().optional() })

async function test({ http, config: { phoneNumberId, graphVersion: version }, credentials }: Context): Promise<TestFinding> {
  const answer = await http({ method: 'GET', path: `/${version}/${phoneNumberId}`, headers: bearer(credentials) })
  const { display_phone_number: number, verified_name: name } = readAnswer(phoneNumber, answer)
  return { account: [name, number].filter((part) => part !== undefined).join(', ') || null }
}

const states: Readonly<Record<string, ReceiptStatus>> = { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' }

const receipt = z.object({
  id: z.string(),
  status: z.string(),
  errors: z
    .array(z.object({ code: z.number(), title: z.string().optional(), error_data: z.object({ details: z.string() }).optional() }))
    .optional(),
})
const notice = z.object({
  entry: z.array(z.object({ changes: z.array(z.object({ value: z.object({ statuses: z.array(receipt).optional() }) })) })),
})

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples; a request may carry many. */
export function readWhatsappReceipts(body: unknown): readonly DeliveryReceipt[] {
  const { success, data } = notice.safeParse(body)
  if (!success) return []
  return data.entry
    .flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? []))
    .flatMap(({ id, status, errors }) => {
      const state = states[status]
      const error = errors?.[0]
      const code = error === undefined ? null : String(error.code)
      const reason = error?.error_data?.details ?? error?.title ?? null
      return state === undefined ? [] : [{ vendorId: id, status: state, code, reason, cost: null }]
    })
}

/** WhatsApp Business Platform, Cloud API. */
export const whatsappConnector = defineConnector({
  type: 'whatsapp',
  name: 'WhatsApp',
  category: 'whatsapp',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials: graphCredentials,
  http: { baseUrl: graphBaseUrl, judge: judgeGraph },
  actions: sends('whatsapp', sendWhatsapp),
  receipts: readWhatsappReceipts,
  test,
})
