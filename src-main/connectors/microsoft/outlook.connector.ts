import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { mailSender } from '../kit/mail.ts'
import { oauthClient } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { sends } from '../kit/sending.ts'
import { judgeGraph, microsoftApp, microsoftOauth } from './graph-api.ts'
import { sendMail } from './outlook-mail.ts'

const config = z.strictObject({ ...microsoftApp, ...mailSender })
const credentials = z.strictObject(oauthClient.credentials)

const me = z.object({ mail: z.string().nullable().default(null), userPrincipalName: z.string().nullable().default(null) })

/** Reads whose mailbox it is, and that there is one: an account without a licence has none. */
async function test({ http }: ConnectorContext<z.output<typeof config>, unknown>): Promise<TestFinding> {
  const { mail, userPrincipalName } = readAnswer(me, await http({ method: 'GET', path: '/me' }))
  await http({ method: 'GET', path: '/me/mailFolders/drafts' })
  return { account: mail ?? userPrincipalName }
}

/** Mails of an account of Microsoft 365 or Outlook.com. */
export const outlookConnector = defineConnector({
  type: 'outlook',
  name: 'Outlook, Microsoft 365',
  category: 'mail',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: () => 'https://graph.microsoft.com/v1.0', judge: judgeGraph },
  // Drafts are written for files beyond 3 MB.
  oauth: microsoftOauth('User.Read', 'Mail.Send', 'Mail.ReadWrite'),
  actions: sends('mail', sendMail),
  test,
})
