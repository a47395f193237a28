import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import { secretKey } from '../kit/fields.ts'
import { headerOf } from '../kit/http-call.ts'
import { assertFits, attachedBytes, type Mail, mailSender, threadHeaders } from '../kit/mail.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type SentMessage, sends } from '../kit/sending.ts'

const config = z.strictObject({
  ...mailSender,
  /** Of the account; one in the EU has an API of its own. */
  region: z.enum(['global', 'eu']).default('global'),
})

const credentials = z.strictObject({ apiKey: secretKey })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** The whole message (https://www.twilio.com/docs/sendgrid/api-reference/mail-send/limitations). */
const mostBytes = 30 * 1024 * 1024

const bearer = ({ credentials: { apiKey } }: Context): Record<string, string> => ({ authorization: `Bearer ${apiKey}` })

const addresses = (list: readonly string[]) => list.map((email) => ({ email }))

/** Nobody twice: SendGrid refuses an address that stands in two of the lists. */
function recipients({ to, cc, bcc }: Mail) {
  const others = (list: readonly string[], known: readonly string[]) => [...new Set(list)].filter((email) => !known.includes(email))
  const copies = others(cc, to)
  const hidden = others(bcc, [...to, ...cc])
  return {
    to: addresses([...new Set(to)]),
    ...(copies.length === 0 ? {} : { cc: addresses(copies) }),
    ...(hidden.length === 0 ? {} : { bcc: addresses(hidden) }),
  }
}

/** NB: SendGrid takes no empty text. */
function contentOf({ text, html }: Mail) {
  const plain = { type: 'text/plain', value: text === '' ? ' ' : text }
  if (html === null || html === '') return [plain]
  const rich = { type: 'text/html', value: html }
  return text === '' ? [rich] : [plain, rich]
}

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
async function sendMail(context: Context, mail: Mail): Promise<SentMessage> {
  assertFits(attachedBytes(mail), mostBytes)
  const { fromAddress, fromName } = context.config
  const headers = threadHeaders(mail)
  const json = {
    personalizations: [recipients(mail)],
    from: { email: fromAddress, ...(fromName === '' ? {} : { name: fromName }) },
    ...(mail.replyTo === null ? {} : { reply_to: { email: mail.replyTo } }),
    subject: mail.subject,
    content: contentOf(mail),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(mail.attachments.length === 0
      ? {}
      : {
          attachments: mail.attachments.map(({ fileName, mediaType, content }) => ({
            filename: fileName,
            type: mediaType,
            content,
            disposition: 'attachment',
          })),
        }),
  }
  const answer = await context.http({ method: 'POST', path: '/v3/mail/send', headers: bearer(context), json, expects: 'anything' })
  return { vendorId: headerOf(answer, 'x-message-id') ?? null }
}

const scopes = z.object({ scopes: z.array(z.string()) })

/** A key that may do other things is one that every mail would fail with. */
async function test(context: Context): Promise<TestFinding> {
  const answer = await context.http({ method: 'GET', path: '/v3/scopes', headers: bearer(context) })
  if (!readAnswer(scopes, answer).scopes.includes('mail.send')) {
    const vendor = { status: answer.status, code: null, message: 'The API key lacks mail.send.' }
    throw new ConnectorFailure('forbidden', { step: 'vendor', mayHaveArrived: false, vendor })
  }
  return { account: null }
}

/** Twilio SendGrid. */
export const sendgridConnector = defineConnector({
  type: 'sendgrid',
  name: 'SendGrid',
  category: 'mail',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: ({ region }) => (region === 'eu' ? 'https://api.eu.sendgrid.com' : 'https://api.sendgrid.com') },
  actions: sends('mail', sendMail),
  test,
})
