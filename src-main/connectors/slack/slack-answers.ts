import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors; what is not listed is refused for a reason. */
const kinds: Readonly<Record<string, FailureKind>> = {
  invalid_auth: 'wrong_credentials',
  not_authed: 'wrong_credentials',
  account_inactive: 'wrong_credentials',
  token_revoked: 'wrong_credentials',
  token_expired: 'wrong_credentials',
  missing_scope: 'forbidden',
  not_allowed_token_type: 'forbidden',
  no_permission: 'forbidden',
  restricted_action: 'forbidden',
  not_in_channel: 'forbidden',
  ekm_access_denied: 'forbidden',
  channel_not_found: 'not_found',
  user_not_found: 'not_found',
  msg_too_long: 'too_large',
  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  service_unavailable: 'vendor_down',
  team_added_to_org: 'vendor_down',
  // Slack says of these that the message may have been posted: not to be sent again.
  internal_error: 'unexpected_answer',
  fatal_error: 'unexpected_answer',
}

const refusal = z.object({ ok: z.literal(false), error: z.string(), needed: z.string().optional(), provided: z.string().optional() })

/** NB: the status is 200 for refusals too; only `ok` says. */
export function judgeSlack({ json }: HttpAnswer): VendorVerdict | undefined {
  const { success, data } = refusal.safeParse(json)
  if (!success) return undefined
  const { error, needed, provided } = data
  const message = needed === undefined ? error : `${error}: needed ${needed}, provided ${provided ?? ''}`.trim()
  return { kind: kinds[error] ?? 'rejected', code: error, message }
}
