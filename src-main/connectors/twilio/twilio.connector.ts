import { z } from 'zod'
import { defineConnector } from '../kit/connector.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
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
  /** A number, a short code, a name, or a messaging service, which chooses one. */
  sender: z
    .string()
    .trim()
    .regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 &_+-]{1,11})$/,
      'must be a number with +, a name of up to 11 letters, or a Messaging Service SID',
    ),
})

type Context = TwilioContext<z.output<typeof config>>

/** NB: Twilio picks the encoding by the text itself, and has no Turkish table: ş and ğ make it 16 bits. */
const sendSms = (context: Context, { to, text }: MessageOf<'sms'>): Promise<SentMessage> => {
  const { sender } = context.config
  const from = sender.startsWith('MG') && sender.length === 34 ? { MessagingServiceSid: sender } : { From: sender }
  return createMessage(context, { To: to, ...from, Body: text })
}

/** Twilio Programmable Messaging. */
export const twilioConnector = defineConnector({
  type: 'twilio',
  name: 'Twilio',
  category: 'sms',
  protocol: 'HTTP',
  auth: 'basic',
  config,
  credentials: twilioCredentials,
  http: { baseUrl: () => 'https://api.twilio.com', judge: judgeTwilio },
  actions: sends('sms', sendSms),
  receipts: readTwilioReceipts,
  test: readAccount,
})
