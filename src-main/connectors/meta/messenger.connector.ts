import { z } from 'zod'
import { invalidField } from '../../lib/app-error.ts'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type MessageOf, type SentMessage, sends } from '../kit/sending.ts'
import { bearer, graphBaseUrl, graphCredentials, graphId, graphVersion, judgeGraph } from './graph-api.ts'

const config = z.strictObject({ pageId: graphId, graphVersion })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof graphCredentials>>

const accepted = z.object({ message_id: z.string() })

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api; `to` is the id that the person has with this page. */
async function sendChat({ http, config: own, credentials }: Context, { to, text, attachments }: MessageOf<'chat'>): Promise<SentMessage> {
  if (attachments.length > 0) throw invalidField('attachments', 'this connection sends texts only', 'Send a link to the file in the text.')
  const answer = await http({
    method: 'POST',
    path: `/${own.graphVersion}/${own.pageId}/messages`,
    headers: bearer(credentials),
    json: { recipient: { id: to }, messaging_type: 'RESPONSE', message: { text } },
  })
  return { vendorId: readAnswer(accepted, answer).message_id }
}

const page = z.object({ name: z.string() })

async function test({ http, config: own, credentials }: Context): Promise<TestFinding> {
  const path = `/${own.graphVersion}/${own.pageId}`
  const answer = await http({ method: 'GET', path, query: { fields: 'name' }, headers: bearer(credentials) })
  return { account: readAnswer(page, answer).name }
}

/** Facebook Messenger, as a page. */
export const messengerConnector = defineConnector({
  type: 'messenger',
  name: 'Messenger',
  category: 'chat',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials: graphCredentials,
  http: { baseUrl: graphBaseUrl, judge: judgeGraph },
  actions: sends('chat', sendChat),
  test,
})
