import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { ConnectorContext } from '../kit/connector.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import type { OauthRules } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'

/**
 * How people sign in to Google, the same for all connectors of it: one app registration, one redirect address
 * (https://developers.google.com/identity/protocols/oauth2/native-app). @param scopes what the connector does, in full:
 * `https://www.googleapis.com/auth/gmail.send`.
 */
export const googleOauth = (...scopes: readonly string[]): OauthRules<unknown> => ({
  provider: 'google',
  endpoints: () => ({
    issuer: 'https://accounts.google.com',
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revocation: 'https://oauth2.googleapis.com/revoke',
  }),
  // The last two are for the name of the account.
  scopes: () => [...scopes, 'openid', 'email'],
  // NB: without `consent` Google gives a refresh token only the first time that somebody signs in.
  parameters: { access_type: 'offline', prompt: 'consent' },
})

const userInfo = z.object({ email: z.string().nullable().default(null) })

/** The mail address of who has signed in. NB: it stands on a host of its own; a gateway in Google's place gets it as all else. @throws ConnectorFailure */
export async function readGoogleAccount({ http, baseUrl }: Pick<ConnectorContext<unknown, unknown>, 'http' | 'baseUrl'>) {
  const isGoogle = new URL(baseUrl).hostname.endsWith('.googleapis.com')
  const answer = await http({ method: 'GET', path: isGoogle ? 'https://openidconnect.googleapis.com/v1/userinfo' : '/v1/userinfo' })
  return readAnswer(userInfo, answer).email
}

const refusal = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).default([]),
    details: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
})

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors and https://cloud.google.com/apis/design/errors: limits come with 403 too. */
const kinds: Readonly<Record<string, FailureKind>> = {
  rateLimitExceeded: 'rate_limited',
  userRateLimitExceeded: 'rate_limited',
  dailyLimitExceeded: 'rate_limited',
  quotaExceeded: 'rate_limited',
  RATE_LIMIT_EXCEEDED: 'rate_limited',
  backendError: 'vendor_down',
}

/** The errors of all of Google's APIs; the reason is told as their code, since the status says less. */
export function judgeGoogle({ status, json }: HttpAnswer): VendorVerdict | undefined {
  if (status < 400) return undefined
  const { success, data } = refusal.safeParse(json)
  if (!success) return undefined
  const { message, errors, details, status: name } = data.error
  const reasons = [...details, ...errors].flatMap(({ reason }) => reason ?? [])
  const kind = reasons.map((reason) => kinds[reason]).find((known) => known !== undefined) ?? ofStatus[status]
  if (kind === undefined) return undefined
  return { kind, code: reasons[0] ?? name ?? null, message }
}

const ofStatus: Readonly<Record<number, FailureKind>> = {
  400: 'rejected',
  401: 'wrong_credentials',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'rate_limited',
}
