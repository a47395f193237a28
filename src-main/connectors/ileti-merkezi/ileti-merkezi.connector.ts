import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { turkishMobile } from '../kit/turkish-number.ts'
import { judgeIletiMerkezi, readIletiMerkeziReceipts } from './ileti-merkezi-answers.ts'

const config = z.strictObject({
  sender: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]{1,11}$/, 'must have at most 11 characters and none of the Turkish letters'),
  /** Turkish law asks for a check against the consent register (İYS) of what is advertising. */
  iysFilter: z.enum(['informational', 'individuals', 'merchants']).default('informational'),
})

const credentials = z.strictObject({ apiKey: secretKey, apiHash: secretKey })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

const lists = { informational: undefined, individuals: 'BIREYSEL', merchants: 'TACIR' } as const

/** NB: who calls stands in the body. */
const request = ({ credentials: { apiKey, apiHash } }: Context, order?: object) => ({
  request: { authentication: { key: apiKey, hash: apiHash }, ...(order === undefined ? {} : { order }) },
})

const taken = z.object({ response: z.object({ order: z.object({ id: z.union([z.string(), z.number()]) }) }) })

async function sendSms(context: Context, { to, text }: MessageOf<'sms'>): Promise<SentMessage> {
  const list = lists[context.config.iysFilter]
  const order = {
    sender: context.config.sender,
    sendDateTime: [],
    ...(list === undefined ? { iys: '0' } : { iys: '1', iysList: list }),
    // The vendor's own spelling.
    message: { text, receipents: { number: [`+90${turkishMobile(to)}`] } },
  }
  const answer = await context.http({ method: 'POST', path: '/send-sms/json', json: request(context, order) })
  return { vendorId: String(readAnswer(taken, answer).response.order.id) }
}

const balance = z.object({ response: z.object({ balance: z.object({ amount: z.coerce.string(), sms: z.coerce.string() }) }) })

async function test(context: Context): Promise<TestFinding> {
  const answer = await context.http({ method: 'POST', path: '/get-balance/json', json: request(context), isRepeatable: true })
  const { amount, sms } = readAnswer(balance, answer).response.balance
  return { account: `${amount} TL, ${sms} SMS` }
}

/** İleti Merkezi, JSON API v1. It sends Turkish letters as they are. */
export const iletiMerkeziConnector = defineConnector({
  type: 'ileti_merkezi',
  name: 'İleti Merkezi',
  category: 'sms',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: () => 'https://api.iletimerkezi.com/v1', judge: judgeIletiMerkezi },
  hasTurkishSms: true,
  actions: sends('sms', sendSms),
  receipts: readIletiMerkeziReceipts,
  test,
})
