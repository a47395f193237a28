import type { ErrorCode } from '../../contract/error-codes.ts'
import type { Locale } from '../../contract/fields.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'

/** An error as OAuth writes it (RFC 6749, 5.2). */
export interface OauthError {
  readonly error: string
  readonly error_description?: string
}

export const isOauthError = (body: unknown): body is OauthError =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'

const fixes: Readonly<Record<string, string>> = {
  invalid_client: 'Check client_id and client_secret; after a rotation the old secret is accepted only until the end of its overlap.',
  invalid_grant: 'Start the authorization again: a code is good once and for a minute, a refresh token once.',
  invalid_scope: 'Ask only for scopes that the client has; its page in Interlock lists them.',
  unauthorized_client: 'Use a grant type that the client has, or have an admin add this one to it.',
  unsupported_grant_type: 'Use client_credentials, authorization_code or refresh_token.',
  invalid_target: 'Leave the parameter resource out.',
  invalid_token: 'Get a new access token from /api/oauth/token.',
  insufficient_scope: 'Ask for the scope openid as well.',
}

const codes: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'invalid_credentials',
  invalid_token: 'unauthorized',
  insufficient_scope: 'forbidden',
  server_error: 'internal_error',
}

export const codeOfOauthError = ({ error }: OauthError): ErrorCode => codes[error] ?? 'invalid_request'

/**
 * The same error in the words of OAuth and in those of every other answer of ours, so that a caller needs to know only one of them. Ours are in the
 * caller's language. NB: `error_description` stays English: RFC 6749, 5.2 allows it nothing beyond ASCII.
 */
export function withOwnWords(body: OauthError, { requestId, language }: { requestId: string; language: Locale }): object {
  const code = codeOfOauthError(body)
  const fix = fixes[body.error] ?? 'Correct the request as error_description says.'
  return {
    ...body,
    code,
    message: sentenceIn(language, body.error_description ?? body.error),
    requestId,
    details: { fix: sentenceIn(language, fix), docs: `/api/docs/errors/${code}` },
  }
}
