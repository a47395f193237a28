import { z } from 'zod'
import { invalidField } from '../../lib/app-error.ts'
import { defineConnector } from '../kit/connector.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { textOrTemplate } from '../kit/text-or-template.ts'
import {
  createMessage,
  judgeTwilio,
  readAccount,
  readTwilioReceipts,
  type TwilioContext,
  twilioAccount,
  twilioCredentials,
} from './twilio-api.ts'

const config = z.strictObject({
  ...twilioAccount,
  /** The number that is registered for WhatsApp. */
  sender: z
    .string()
    .trim()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a whole number with the country, such as +905551112233'),
})

type Context = TwilioContext<z.output<typeof config>>

/** A text in the place of a template is refused by Twilio (63016), so that templates go by their Content SID. */
function sendWhatsapp(context: Context, message: MessageOf<'whatsapp'>): Promise<SentMessage> {
  const content = textOrTemplate(message)
  const between = { To: `whatsapp:${message.to}`, From: `whatsapp:${context.config.sender}` }
  if ('text' in content) return createMessage(context, { ...between, Body: content.text })
  const { name, parameters } = content.template
  if (!/^HX[0-9a-f]{32}$/i.test(name)) {
    throw invalidField(
      'template.name',
      'must be a Content SID: HX and 32 characters',
      'Copy it from the Content Template Builder of Twilio.',
    )
  }
  const variables = Object.fromEntries(parameters.map((value, place) => [String(place + 1), value]))
  return createMessage(context, {
    ...between,
    ContentSid: name,
    ...(parameters.length === 0 ? {} : { ContentVariables: JSON.stringify(variables) }),
  })
}

/** WhatsApp through Twilio. */
export const twilioWhatsappConnector = defineConnector({
  type: 'twilio_whatsapp',
  name: 'Twilio WhatsApp',
  category: 'whatsapp',
  protocol: 'HTTP',
  auth: 'basic',
  config,
  credentials: twilioCredentials,
  http: { baseUrl: () => 'https://api.twilio.com', judge: judgeTwilio },
  actions: sends('whatsapp', sendWhatsapp),
  receipts: readTwilioReceipts,
  test: readAccount,
})
