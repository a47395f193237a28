import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import { defineConnector, type TestFinding } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import { type HttpAnswer, headerOf, type VendorVerdict } from '../kit/http-call.ts'
import { assertFits, type Mail, mailOptions, mailSender, wholeMail } from '../kit/mail.ts'
import { type SentMessage, sends } from '../kit/sending.ts'
import { type AwsContext, awsAccount, awsCredentials, awsOptions } from './aws-client.ts'

const config = z.strictObject({ ...awsAccount, ...mailSender })

type Context = AwsContext<z.output<typeof config>>

/** The whole mail (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const mostBytes = 40 * 1024 * 1024

async function openSes(context: Context) {
  // As large as that of SNS, and as rarely used.
  const sdk = await import('@aws-sdk/client-sesv2')
  return { client: new sdk.SESv2Client(awsOptions(context)), sdk }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. Hidden recipients stand only in the destination. */
async function sendMail(context: Context, mail: Mail): Promise<SentMessage> {
  const { bytes } = await wholeMail(mailOptions(context.config, mail, context.idempotencyKey), { keepsBcc: false })
  assertFits(bytes.length, mostBytes)
  const { client, sdk } = await openSes(context)
  const { MessageId: id } = await client.send(
    new sdk.SendEmailCommand({
      FromEmailAddress: context.config.fromAddress,
      Destination: { ToAddresses: [...mail.to], CcAddresses: [...mail.cc], BccAddresses: [...mail.bcc] },
      Content: { Raw: { Data: bytes } },
    }),
  )
  return { vendorId: id ?? null }
}

/** NB: an account in the sandbox of SES sends only to addresses that it has verified. */
async function test(context: Context): Promise<TestFinding> {
  const { client, sdk } = await openSes(context)
  const { SendingEnabled: isSending, ProductionAccessEnabled: isOpen } = await client.send(new sdk.GetAccountCommand({}))
  if (isSending === false) {
    const vendor = { status: 200, code: 'SendingPausedException', message: 'SendingEnabled: false' }
    throw new ConnectorFailure('forbidden', { step: 'vendor', mayHaveArrived: false, vendor })
  }
  return { account: `${context.config.accessKeyId}, ${context.config.region}${isOpen === false ? ', SES sandbox' : ''}` }
}

/** The errors that SES's own model has, and those that all of AWS has. */
const kinds: Readonly<Record<string, FailureKind>> = {
  AccountSuspendedException: 'forbidden',
  SendingPausedException: 'forbidden',
  MailFromDomainNotVerifiedException: 'forbidden',
  AccessDeniedException: 'forbidden',
  LimitExceededException: 'rate_limited',
  TooManyRequestsException: 'rate_limited',
  ThrottlingException: 'rate_limited',
  UnrecognizedClientException: 'wrong_credentials',
  InvalidClientTokenId: 'wrong_credentials',
  InvalidSignatureException: 'wrong_credentials',
  SignatureDoesNotMatch: 'wrong_credentials',
  ExpiredTokenException: 'wrong_credentials',
}

const refusal = z.object({ message: z.string().optional(), Message: z.string().optional(), __type: z.string().optional() })

/** The errors of AWS's REST protocol; wrong keys come with 403. */
function judgeSes(answer: HttpAnswer): VendorVerdict | undefined {
  if (answer.status < 400) return undefined
  const { data } = refusal.safeParse(answer.json)
  const type = headerOf(answer, 'x-amzn-errortype') ?? data?.__type
  // As `MessageRejected:http://internal.amazon.com/…` or `com.amazonaws.ses#MessageRejected`.
  const code = type?.split(':')[0]?.split('#').at(-1)
  const kind = code === undefined ? undefined : kinds[code]
  const message = data?.message ?? data?.Message ?? null
  if (kind !== undefined && code !== undefined) return { kind, code, message }
  return code === undefined || answer.status >= 500 ? undefined : { kind: answer.status === 404 ? 'not_found' : 'rejected', code, message }
}

/** Amazon Simple Email Service, API version 2. */
export const amazonSesConnector = defineConnector({
  type: 'amazon_ses',
  name: 'Amazon SES',
  category: 'mail',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials: awsCredentials,
  http: { baseUrl: ({ region }) => `https://email.${region}.amazonaws.com`, judge: judgeSes },
  actions: sends('mail', sendMail),
  test,
})
