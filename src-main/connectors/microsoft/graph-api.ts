import { z } from 'zod'
import type { FailureKind } from '../kit/connector.contract.ts'
import { line } from '../kit/fields.ts'
import type { HttpAnswer, VendorVerdict } from '../kit/http-call.ts'
import { type OauthRules, oauthClient } from '../kit/oauth-rules.ts'

/** The app registration in Microsoft Entra, and whose accounts may sign in. */
export const microsoftApp = {
  ...oauthClient.config,
  /** Of the company by its id or domain; `common` for any account. */
  tenant: line.regex(/^[a-z0-9][a-z0-9.-]{0,252}$/i, 'must be a tenant ID, a domain, or common').default('common'),
}

/**
 * How people sign in to Microsoft, the same for all connectors of Graph (https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow).
 * NB: without `openid` no ID token comes, whose issuer would be another for each tenant.
 */
export const microsoftOauth = (...permissions: readonly string[]): OauthRules<{ readonly tenant: string }> => ({
  provider: 'microsoft',
  endpoints: ({ tenant }) => ({
    issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    authorization: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    token: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  }),
  scopes: () => [...permissions.map((permission) => `https://graph.microsoft.com/${permission}`), 'offline_access'],
  parameters: { prompt: 'select_account' },
  // The portal takes no 127.0.0.1, and any port of localhost.
  redirectHost: 'localhost',
})

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) })

/** https://learn.microsoft.com/en-us/graph/errors and the response codes of Exchange: what means more than its status. */
const kinds: Readonly<Record<string, FailureKind>> = {
  ErrorAttachmentSizeLimitExceeded: 'too_large',
  ErrorMessageSizeExceeded: 'too_large',
  ErrorServerBusy: 'vendor_down',
  MailboxNotEnabledForRESTAPI: 'forbidden',
}

export function judgeGraph({ status, json }: HttpAnswer): VendorVerdict | undefined {
  if (status < 400) return undefined
  const { success, data } = refusal.safeParse(json)
  const kind = success ? kinds[data.error.code] : undefined
  return success && kind !== undefined ? { kind, ...data.error } : undefined
}
