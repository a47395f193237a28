import { line, secretKey } from './fields.ts'

/** How a vendor grants access by OAuth 2 (RFC 6749), the code flow with PKCE (RFC 7636) over a loopback redirect (RFC 8252). */
export interface OauthRules<Config> {
  /** In the path of the redirect URI, which a factory registers once for all connectors of this provider: `google`. */
  readonly provider: string
  readonly endpoints: (config: Config) => OauthEndpoints
  readonly scopes: (config: Config) => readonly string[]
  /** How the client shows its secret: in the body unless it says otherwise. */
  readonly clientAuth?: 'post' | 'basic'
  /** What the vendor wants with the authorization request: `access_type=offline`, `prompt=consent`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Vendors that do not know PKCE refuse it. */
  readonly hasPkce?: boolean
  /** Name of this machine in the redirect URI; `127.0.0.1` unless the vendor takes only `localhost`. */
  readonly redirectHost?: '127.0.0.1' | 'localhost'
  /** Puts an answer of the token endpoint that is not as RFC 6749 5.1 has it into that form. */
  readonly tokenAnswer?: (json: unknown) => unknown
}

export interface OauthEndpoints {
  /** As `iss` names it in ID tokens and answers (RFC 9207). */
  readonly issuer: string
  readonly authorization: string
  readonly token: string
  /** RFC 7009. */
  readonly revocation?: string
}

/** The app registration of the factory: parts of config and credentials of every connector with OAuth. */
export const oauthClient = {
  config: { clientId: line.min(1) },
  credentials: { clientSecret: secretKey.nullable().default(null) },
}
