import { z } from 'zod'
import { smsParts } from '../../contract/sms-text.ts'
import { invalidField } from '../../lib/app-error.ts'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line, password } from '../kit/fields.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { turkishMobile } from '../kit/turkish-number.ts'
import { judgeNetgsm, readNetgsmReceipts } from './netgsm-answers.ts'

const config = z.strictObject({
  userCode: line.min(1).max(20),
  sender: line.min(1).max(11),
  /** Turkish law asks for a check against the consent register (İYS) of what is advertising. */
  iysFilter: z.enum(['informational', 'individuals', 'merchants']).default('informational'),
})

const credentials = z.strictObject({ apiPassword: password })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

const filters = { informational: '0', individuals: '11', merchants: '12' } as const

const accepted = z.object({ jobid: z.union([z.string(), z.number()]).optional() })

async function sendSms(context: Context, { to, text }: MessageOf<'sms'>): Promise<SentMessage> {
  const { userCode, sender, iysFilter } = context.config
  const basic = Buffer.from(`${userCode}:${context.credentials.apiPassword}`).toString('base64')
  const answer = await context.http({
    method: 'POST',
    path: '/sms/rest/v2/send',
    headers: { authorization: `Basic ${basic}` },
    json: {
      msgheader: sender,
      messages: [{ msg: text, no: turkishMobile(to) }],
      iysfilter: filters[iysFilter],
      ...encodingOf(text),
    },
  })
  const { jobid } = readAnswer(accepted, answer)
  return { vendorId: jobid === undefined ? null : String(jobid) }
}

/** NB: without the Turkish encoding ş arrives as s. It has no 16 bits, so that an emoji would go astray. @throws AppError `invalid_request` */
function encodingOf(text: string): { readonly encoding?: 'TR' } {
  const { encoding, widening } = smsParts(text, { hasTurkish: true })
  if (encoding === 'gsm7') return {}
  if (encoding === 'gsm7_turkish') return { encoding: 'TR' }
  const foreign = widening.filter((character) => smsParts(character, { hasTurkish: true }).encoding === 'ucs2').join(' ')
  throw invalidField('text', `holds characters that this provider cannot send: ${foreign}`, 'Write it without them.')
}

const balances = z.object({
  balance: z.union([z.string(), z.array(z.object({ amount: z.number(), balance_name: z.string() }))]).optional(),
})

/** The credentials go in the body of this one call. */
async function test({ http, config: { userCode }, credentials: { apiPassword } }: Context): Promise<TestFinding> {
  const answer = await http({
    method: 'POST',
    path: '/balance',
    json: { usercode: userCode, password: apiPassword, stip: 3 },
    isRepeatable: true,
  })
  const { balance } = readAnswer(balances, answer)
  const words = typeof balance === 'string' ? [balance] : (balance ?? []).map(({ amount, balance_name: name }) => `${amount} ${name}`)
  return { account: [userCode, ...words].join(', ') }
}

/** Netgsm, REST v2. */
export const netgsmConnector = defineConnector({
  type: 'netgsm',
  name: 'Netgsm',
  category: 'sms',
  protocol: 'HTTP',
  auth: 'basic',
  config,
  credentials,
  http: { baseUrl: () => 'https://api.netgsm.com.tr', judge: judgeNetgsm },
  hasTurkishSms: true,
  actions: sends('sms', sendSms),
  receipts: readNetgsmReceipts,
  test,
})
