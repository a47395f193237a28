import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { judgeSlack } from './slack-answers.ts'

const config = z.strictObject({})
const credentials = z.strictObject({ botToken: secretKey })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>
type Chat = MessageOf<'chat'>

const bearer = ({ credentials: { botToken } }: Context): Record<string, string> => ({ authorization: `Bearer ${botToken}` })

const posted = z.object({ channel: z.string(), ts: z.string() })

/** @param message `to` is a channel or person by id, or a public channel by name, `#uretim`. */
async function sendChat(context: Context, message: Chat): Promise<SentMessage> {
  if (message.attachments.length > 0) return sendFiles(context, message)
  const json = { channel: message.to, text: message.text }
  const { channel, ts } = readAnswer(
    posted,
    await context.http({ method: 'POST', path: '/chat.postMessage', headers: bearer(context), json }),
  )
  return { vendorId: `${channel}/${ts}` }
}

const place = z.object({ upload_url: z.url(), file_id: z.string() })

/** Files are uploaded first and appear together with the text in the last step, so that nothing is seen of what fails before. */
async function sendFiles(context: Context, { to, text, attachments }: Chat): Promise<SentMessage> {
  const files: { id: string; title: string }[] = []
  for (const { fileName, mediaType, content } of attachments) {
    const bytes = Buffer.from(content, 'base64')
    // As a form: the live API takes no JSON here.
    const form = { filename: fileName, length: String(bytes.length) }
    const answer = await context.http({
      method: 'POST',
      path: '/files.getUploadURLExternal',
      headers: bearer(context),
      form,
      isRepeatable: true,
    })
    const { upload_url: path, file_id: id } = readAnswer(place, answer)
    await context.http({ method: 'POST', path, body: { bytes, mediaType }, expects: 'anything', isRepeatable: true })
    files.push({ id, title: fileName })
  }
  const json = { files, channel_id: to, initial_comment: text }
  await context.http({ method: 'POST', path: '/files.completeUploadExternal', headers: bearer(context), json })
  return { vendorId: files[0]?.id ?? null }
}

const identity = z.object({ team: z.string(), user: z.string() })

async function test(context: Context): Promise<TestFinding> {
  const answer = await context.http({ method: 'POST', path: '/auth.test', headers: bearer(context), isRepeatable: true })
  const { team, user } = readAnswer(identity, answer)
  return { account: `${user}, ${team}` }
}

/** Slack, as a bot. */
export const slackConnector = defineConnector({
  type: 'slack',
  name: 'Slack',
  category: 'chat',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: () => 'https://slack.com/api', judge: judgeSlack },
  actions: sends('chat', sendChat),
  test,
})
