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

/** What an `error_description` may be written in (RFC 6749, 4.1.2.1 and 5.2): Indonesian is, Turkish is not. */
const describing = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** An `error_description` in the caller's language, where the standard has the letters for it. */
export function descriptionIn(language: Locale, english: string): string {
  const told = sentenceIn(language, english)
  return describing.test(told) ? told : english
}

/** The same error in the words of OAuth and in those of every other answer of ours, so that a caller needs to know only one of them. */
export function withOwnWords(body: OauthError, { requestId, language }: { requestId: string; language: Locale }): object {
  const code = codeOfOauthError(body)
  const fix = fixes[body.error] ?? 'Correct the request as error_description says.'
  const { error_description: description } = body
  return {
    ...body,
    ...(description === undefined ? {} : { error_description: descriptionIn(language, description) }),
    code,
    message: sentenceIn(language, description ?? body.error),
    requestId,
    details: { fix: sentenceIn(language, fix), docs: `/api/docs/errors/${code}` },
  }
}
