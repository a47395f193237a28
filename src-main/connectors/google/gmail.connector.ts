import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import { assertFits, type Mail, mailOptions, mailSender, wholeMail } from '../kit/mail.ts'
import { oauthClient } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type SentMessage, sends } from '../kit/sending.ts'
import { googleOauth, judgeGoogle, readGoogleAccount } from './google-api.ts'

const config = z.strictObject({ ...oauthClient.config, ...mailSender })
const credentials = z.strictObject(oauthClient.credentials)

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** The whole mail, as the discovery document of the API has it (`mediaUpload.maxSize`). */
const mostBytes = 35 * 1024 * 1024

/** A mail that is larger goes up as what it is, not as Base64 in JSON (https://developers.google.com/workspace/gmail/api/guides/uploads). */
const mostInJson = 4 * 1024 * 1024

const sent = z.object({ id: z.string() })

/** NB: Gmail puts the account's own address in the place of a sender that is no alias of it, and gives the mail a Message-ID of its own. */
async function sendMail(context: Context, mail: Mail): Promise<SentMessage> {
  const { bytes } = await wholeMail(mailOptions(context.config, mail, context.idempotencyKey), { keepsBcc: true })
  assertFits(bytes.length, mostBytes)
  const answer =
    bytes.length <= mostInJson
      ? await context.http({ method: 'POST', path: '/gmail/v1/users/me/messages/send', json: { raw: bytes.toString('base64url') } })
      : await context.http({
          method: 'POST',
          path: '/upload/gmail/v1/users/me/messages/send',
          query: { uploadType: 'media' },
          body: { bytes, mediaType: 'message/rfc822' },
          timeoutMs: 120_000,
        })
  return { vendorId: readAnswer(sent, answer).id }
}

/** Asks for nothing to be sent: what may send is told that there is no mail, what may not or has no Gmail API is told that. */
async function test(context: Context): Promise<TestFinding> {
  const account = await readGoogleAccount(context)
  await context.http({ method: 'POST', path: '/gmail/v1/users/me/messages/send', json: {}, isRepeatable: true }).catch((error) => {
    if (!(error instanceof ConnectorFailure && error.kind === 'rejected' && error.vendor?.status === 400)) throw error
  })
  return { account }
}

/** Mails of a Google account. */
export const gmailConnector = defineConnector({
  type: 'gmail',
  name: 'Gmail',
  category: 'mail',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: () => 'https://gmail.googleapis.com', judge: judgeGoogle },
  oauth: googleOauth('https://www.googleapis.com/auth/gmail.send'),
  actions: sends('mail', sendMail),
  test,
})
