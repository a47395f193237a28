import { z } from 'zod'
import { smsParts } from '../../contract/sms-text.ts'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line, secretKey } from '../kit/fields.ts'
import type { HttpAnswer } from '../kit/http-call.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { judgeVonage, readVonageReceipts, vonageAnswer } from './vonage-answers.ts'

const config = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{8}$/, 'must be the API key: 8 characters'),
  sender: line.min(1).max(15),
})

const credentials = z.strictObject({ apiSecret: secretKey.max(32) })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

async function sendSms(context: Context, { to, text }: MessageOf<'sms'>): Promise<SentMessage> {
  const { config: own, credentials: secret } = context
  const { encoding } = smsParts(text, { hasTurkish: false })
  const answer = await context.http({
    method: 'POST',
    path: '/sms/json',
    form: {
      api_key: own.apiKey,
      api_secret: secret.apiSecret,
      from: own.sender.replace(/^\+/, ''),
      to: to.slice(1),
      text,
      // Without it letters that the plain alphabet lacks arrive as question marks.
      ...(encoding === 'gsm7' ? {} : { type: 'unicode' }),
    },
  })
  return sent(answer, to)
}

function sent(answer: HttpAnswer, to: string): SentMessage {
  const { messages } = readAnswer(vonageAnswer, answer)
  const taken = messages.filter(({ status }) => status === '0')
  const prices = taken.map((part) => Number(part['message-price'] ?? Number.NaN))
  const cost = prices.reduce((sum, price) => sum + price, 0)
  return {
    vendorId: taken[0]?.['message-id'] ?? null,
    parts: messages.length,
    cost: Number.isNaN(cost) ? null : `${cost.toFixed(8).replace(/0{1,6}$/, '')} EUR`,
    // A part that was not taken: what arrives lacks it.
    refused: messages.filter(({ status }) => status !== '0').map((part) => ({ to, reason: part['error-text'] ?? part.status })),
  }
}

const balance = z.object({ value: z.number() })

async function test({ http, config: { apiKey }, credentials: { apiSecret } }: Context): Promise<TestFinding> {
  const answer = await http({ method: 'GET', path: '/account/get-balance', query: { api_key: apiKey, api_secret: apiSecret } })
  return { account: `${apiKey}, ${readAnswer(balance, answer).value.toFixed(2)} EUR` }
}

/** Vonage SMS API (formerly Nexmo). */
export const vonageConnector = defineConnector({
  type: 'vonage',
  name: 'Vonage',
  category: 'sms',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: () => 'https://rest.nexmo.com', judge: judgeVonage },
  actions: sends('sms', sendSms),
  receipts: readVonageReceipts,
  test,
})
