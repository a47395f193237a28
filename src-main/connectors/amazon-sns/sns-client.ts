import type { SNSClient } from '@aws-sdk/client-sns'
import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { ConnectorContext } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'

export const snsConfig = z.strictObject({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1'),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{16,128}$/, 'must be an access key ID such as AKIA and 16 characters'),
  /** What phones show, where the country allows a name. */
  senderId: z
    .string()
    .trim()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'must be a name of up to 11 letters and digits')
    .nullable()
    .default(null),
})

export const snsCredentials = z.strictObject({ secretAccessKey: secretKey })

export type SnsContext = ConnectorContext<z.output<typeof snsConfig>, z.output<typeof snsCredentials>>

/** What AWS's client has signed and would send. */
interface SignedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The fields of a form. */
  readonly body?: string
}

/** AWS's own client, for its signatures; what it signs goes out by the connection's way, which also decides what is repeated. */
export async function openSns(
  context: SnsContext,
): Promise<{ readonly client: SNSClient; readonly sdk: typeof import('@aws-sdk/client-sns') }> {
  // It is large, and few plants have it: not loaded before somebody sends by it.
  const sdk = await import('@aws-sdk/client-sns')
  const { config, credentials, baseUrl } = context
  const { region, accessKeyId } = config
  const client = new sdk.SNSClient({
    region,
    endpoint: baseUrl,
    credentials: { accessKeyId, secretAccessKey: credentials.secretAccessKey },
    maxAttempts: 1,
    requestHandler: handlerOver(context.http),
  })
  return { client, sdk }
}

/** Left to the outbound client, which knows them better. */
const ownHeaders: readonly string[] = ['host', 'content-length', 'user-agent']

const handlerOver = (http: SnsContext['http']) => ({
  handle: async ({ method, path, headers, body = '' }: SignedRequest) => {
    const sent = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name.toLowerCase()))
    const answer = await http({
      method: method === 'GET' ? 'GET' : 'POST',
      path,
      headers: Object.fromEntries(sent),
      body: { bytes: body, mediaType: headers['content-type'] ?? 'application/x-www-form-urlencoded' },
      expects: 'anything',
    })
    const [status, told] = [answer.status, textHeaders(answer.headers)]
    return { response: { statusCode: status, headers: told, body: Buffer.from(answer.text, 'utf8') } }
  },
})

const textHeaders = (headers: HttpAnswer['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]))

/** https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and the errors of Publish; what is not listed is refused for a reason. */
const kinds: Readonly<Record<string, FailureKind>> = {
  InvalidClientTokenId: 'wrong_credentials',
  SignatureDoesNotMatch: 'wrong_credentials',
  UnrecognizedClientException: 'wrong_credentials',
  ExpiredToken: 'wrong_credentials',
  InvalidSecurity: 'wrong_credentials',
  AuthorizationError: 'forbidden',
  AccessDenied: 'forbidden',
  OptedOut: 'forbidden',
  UserError: 'forbidden',
  Throttling: 'rate_limited',
  Throttled: 'rate_limited',
  InternalError: 'vendor_down',
  InternalFailure: 'vendor_down',
  ServiceUnavailable: 'vendor_down',
}

/** The errors of the query protocol, which are XML. NB: wrong keys come with 403, as what is not allowed. */
export function judgeSns({ status, text }: HttpAnswer): VendorVerdict | undefined {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1]
  if (status < 400 || code === undefined) return undefined
  const message = /<Message>([^<]{1,500})/.exec(text)?.[1] ?? null
  return { kind: kinds[code] ?? (status >= 500 ? 'vendor_down' : 'rejected'), code, message }
}
