import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector.ts'
import { secretKey } from '../kit/fields.ts'
import type { HttpAnswer } from '../kit/http-call.ts'

/** Parts of the config of every connector of AWS. */
export const awsAccount = {
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1'),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{16,128}$/, 'must be an access key ID such as AKIA and 16 characters'),
}

export const awsCredentials = z.strictObject({ secretAccessKey: secretKey })

interface AwsConfig {
  readonly region: string
  readonly accessKeyId: string
}

export type AwsContext<Config extends AwsConfig> = ConnectorContext<Config, z.output<typeof awsCredentials>>

/** What AWS's own clients are opened with: they sign, and what they have signed goes out by the connection's way, which also decides what is repeated. */
export const awsOptions = ({ config, credentials, baseUrl, http }: AwsContext<AwsConfig>) => ({
  region: config.region,
  endpoint: baseUrl,
  credentials: { accessKeyId: config.accessKeyId, secretAccessKey: credentials.secretAccessKey },
  maxAttempts: 1,
  requestHandler: handlerOver(http),
})

/** What AWS's client has signed and would send. */
interface SignedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The fields of a form, or JSON. */
  readonly body?: string | Uint8Array
}

/** Left to the outbound client, which knows them better. */
const ownHeaders: readonly string[] = ['host', 'content-length', 'user-agent']

const handlerOver = (http: ConnectorContext<unknown, unknown>['http']) => ({
  handle: async ({ method, path, headers, body }: SignedRequest) => {
    const sent = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name.toLowerCase()))
    const mediaType = headers['content-type'] ?? 'application/x-www-form-urlencoded'
    const answer = await http({
      method: method === 'GET' ? 'GET' : 'POST',
      path,
      headers: Object.fromEntries(sent),
      ...(method === 'GET' ? {} : { body: { bytes: body ?? '', mediaType } }),
      expects: 'anything',
    })
    const [status, told] = [answer.status, textHeaders(answer.headers)]
    return { response: { statusCode: status, headers: told, body: Buffer.from(answer.text, 'utf8') } }
  },
})

const textHeaders = (headers: HttpAnswer['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]))
