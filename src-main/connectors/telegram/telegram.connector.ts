import { z } from 'zod'
import { invalidField } from '../../lib/app-error.ts'
import type { FailureKind } from '../kit/connector.contract.ts'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'

const config = z.strictObject({})

const credentials = z.strictObject({
  botToken: secretKey.regex(/^\d{5,15}:[\w-]{30,60}$/, 'must be the token from BotFather: digits, a colon and letters'),
})

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** Of the text under a file; a message alone takes 4,096. */
const longestCaption = 1_024

const sent = z.object({ result: z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) }) })

/** @param message `to` is the id of a chat, or the name of a public one, `@uretim`. NB: the token stands in the path, where the log hides it. */
async function sendChat({ http, credentials: { botToken } }: Context, { to, text, attachments }: MessageOf<'chat'>): Promise<SentMessage> {
  const [file, ...others] = attachments
  if (others.length > 0)
    throw invalidField('attachments', 'this connection sends one file a message', 'Send the other files by messages of their own.')
  if (file !== undefined && text.length > longestCaption) {
    throw invalidField(
      'text',
      'is too long beside a file, where 1,024 characters are the most',
      'Shorten it, or send it by a message of its own.',
    )
  }
  const answer = await http(
    file === undefined
      ? { method: 'POST', path: `/bot${botToken}/sendMessage`, json: { chat_id: to, text } }
      : { method: 'POST', path: `/bot${botToken}/sendDocument`, body: await multipart({ to, text, file }) },
  )
  const { message_id: id, chat } = readAnswer(sent, answer).result
  return { vendorId: `${chat.id}/${id}` }
}

interface Document {
  readonly to: string
  readonly text: string
  readonly file: MessageOf<'chat'>['attachments'][number]
}

async function multipart({ to, text, file }: Document): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }> {
  const form = new FormData()
  form.append('chat_id', to)
  form.append('caption', text)
  form.append('document', new Blob([Buffer.from(file.content, 'base64')], { type: file.mediaType }), file.fileName)
  const encoded = new Response(form)
  return { bytes: await encoded.bytes(), mediaType: encoded.headers.get('content-type') ?? '' }
}

const bot = z.object({ result: z.object({ username: z.string() }) })

async function test({ http, credentials: { botToken } }: Context): Promise<TestFinding> {
  const answer = await http({ method: 'POST', path: `/bot${botToken}/getMe`, isRepeatable: true })
  return { account: `@${readAnswer(bot, answer).result.username}` }
}

const refusal = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string(),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).optional(),
})

/** A token that is malformed leads to no method, hence 404. */
const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'wrong_credentials',
  404: 'wrong_credentials',
  403: 'forbidden',
  413: 'too_large',
  429: 'rate_limited',
}

/** https://core.telegram.org/bots/api#making-requests. NB: how long to wait stands in the body, and so does where a group has gone. */
function judge({ json }: HttpAnswer): VendorVerdict | undefined {
  const { success, data } = refusal.safeParse(json)
  if (!success) return undefined
  const { error_code: code, description, parameters } = data
  const wait = parameters?.retry_after
  const moved = parameters?.migrate_to_chat_id
  return {
    kind: kinds[code] ?? (code >= 500 ? 'vendor_down' : 'rejected'),
    code: String(code),
    message: moved === undefined ? description : `${description} (${moved})`,
    ...(wait === undefined ? {} : { retryAfterMs: wait * 1_000 }),
  }
}

/** Telegram, as a bot. */
export const telegramConnector = defineConnector({
  type: 'telegram',
  name: 'Telegram',
  category: 'chat',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: () => 'https://api.telegram.org', judge },
  actions: sends('chat', sendChat),
  test,
})
