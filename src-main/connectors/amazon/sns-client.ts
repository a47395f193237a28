import type { SNSClient } from '@aws-sdk/client-sns'
import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import { type AwsContext, awsAccount, awsOptions } from './aws-client.ts'

export const snsConfig = z.strictObject({
  ...awsAccount,
  /** What phones show, where the country allows a name. */
  senderId: z
    .string()
    .trim()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'must be a name of up to 11 letters and digits')
    .nullable()
    .default(null),
})

export type SnsContext = AwsContext<z.output<typeof snsConfig>>

export async function openSns(
  context: SnsContext,
): Promise<{ readonly client: SNSClient; readonly sdk: typeof import('@aws-sdk/client-sns') }> {
  // It is large, and few plants have it: not loaded before somebody sends by it.
  const sdk = await import('@aws-sdk/client-sns')
  return { client: new sdk.SNSClient(awsOptions(context)), sdk }
}

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
