import type { AccountClaims } from 'oidc-provider'
import type { Control } from '../../infra/db/control.ts'
import { createStampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Environment, Workspace } from '../../infra/db/workspace.ts'
import type { Principal } from '../../infra/http/principal.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { type AccessTokenVerifier, type ClientUse, createAccessTokenVerifier, isInForce } from './access-token-verifier.ts'
import { hashSecret } from './client-secret.ts'
import { isClientInForce } from './client-state.ts'
import { type Consents, createConsents } from './consent.service.ts'
import { createOauthAdapter } from './oauth-adapter.ts'
import { createOauthClients, type OauthClients } from './oauth-clients.service.ts'
import { findOauthClientByClientId, type OauthClientOfCompany, stampClientUse } from './oauth-clients.store.ts'
import { findMember } from './oauth-people.store.ts'
import { createOauthProviders } from './oauth-providers.ts'
import { createOauthServer, type OauthServer } from './oauth-server.ts'
import { createOauthTokens, type OauthTokens } from './oauth-tokens.service.ts'
import { type AccessTokenWithRights, insertAccessToken, linkNewestTokens } from './oauth-tokens.store.ts'
import { apiAudience, clientMetadata, type IssuedToken } from './provider-configuration.ts'
import { createSigningKeys } from './signing-keys.ts'

export interface Oauth {
  readonly clients: OauthClients
  readonly tokens: OauthTokens
  readonly consents: Consents
  readonly accessTokens: Pick<AccessTokenVerifier, 'authenticate' | 'recheck'>
  readonly server: OauthServer
  /** Writes the last uses that wait; at close. */
  readonly flush: () => Promise<void>
}

interface OauthOptions {
  readonly control: Control
  readonly vault: Vault
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly getWorkspace: (company: string, environment: Environment) => Workspace
  readonly findCompanyId: Parameters<typeof createOauthClients>[0]['findCompanyId']
  readonly assertRefersToCompany: Parameters<typeof createOauthClients>[0]['assertRefersToCompany']
  /** The sites whose pages may call, of a company. */
  readonly allowedOriginsOf: (company: string) => readonly string[]
  readonly onError: (error: unknown) => void
}

/** How long last uses wait to be written, in milliseconds. */
const stampAfterMs = 3_000

/** The OAuth 2 provider: everything of it, put together. */
export function createOauth(options: OauthOptions): Oauth {
  const { control, now, onError } = options
  const lastUses = createStampBuffer<ClientUse>({ flushAfterMs: stampAfterMs, write: (uses) => writeLastUses(control, uses), onError })
  const signingKeys = createSigningKeys(options)
  const verifier = createAccessTokenVerifier({ control, signingKeys, now, lastUses })
  const findClient = (clientId: string): OauthClientOfCompany | undefined => findOauthClientByClientId(control.db, clientId)
  const providers = createOauthProviders({
    adapter: createOauthAdapter({ control, now, clientMetadata, accessTokenPayload: (token, jti) => payloadOf(token, jti, now()) }),
    signingKeys,
    now,
    findClient,
    findPerson: (clientId, accountId) => findPerson(control, findClient(clientId), accountId),
    onIssue: (token) => control.write((tx) => storeAccessToken(tx, token), { actor: systemActor }),
    onError,
    allowedOriginsOf: options.allowedOriginsOf,
    renderError: (context, { error }, { name }) => {
      context.status = 303
      context.redirect(`/oauth/error?error=${name === 'SessionNotFound' ? 'expired' : encodeURIComponent(error)}`)
    },
  })
  return {
    clients: createOauthClients({ ...options, lastUses }),
    tokens: createOauthTokens(options),
    consents: createConsents({ control, providers, now }),
    accessTokens: verifier,
    server: createOauthServer({
      providers,
      verifier,
      findClient,
      now,
      principalOf: (found) => principalOf(found, options.getWorkspace),
      onUse: ({ client }, address) => lastUses.put(client.id, { at: now(), address }),
    }),
    flush: lastUses.flush,
  }
}

function storeAccessToken(tx: Parameters<Parameters<Control['write']>[0]>[0], token: IssuedToken): void {
  const client = findOauthClientByClientId(tx.db, token.clientId)
  if (client === undefined) throw new Error(`a token was issued to the client ${token.clientId}, which is gone`)
  insertAccessToken(tx.db, {
    tokenHash: hashSecret(token.jti),
    clientId: client.client.id,
    userId: token.accountId === undefined ? null : Number(token.accountId),
    grantId: token.grantId ?? null,
    scopes: token.scopes,
    expiresAt: isoTime(token.expiresAt * 1000),
    createdAt: tx.now,
  })
  if (token.grantId !== undefined) linkNewestTokens(tx.db, token.grantId)
}

/** A stored access token in the provider's words, for introspection and revocation. */
function payloadOf(found: AccessTokenWithRights, jti: string, now: number) {
  const { token, client } = found
  if (!isInForce(found) || !isClientInForce(client, now) || Date.parse(token.expiresAt) <= now) return undefined
  return {
    kind: 'AccessToken',
    jti,
    iat: Math.floor(Date.parse(token.createdAt) / 1000),
    exp: Math.floor(Date.parse(token.expiresAt) / 1000),
    clientId: client.clientId,
    scope: token.scopes.join(' '),
    aud: apiAudience,
    ...(token.userId === null ? {} : { accountId: String(token.userId) }),
    ...(token.grantId === null ? {} : { grantId: token.grantId }),
  }
}

function findPerson(control: Control, found: OauthClientOfCompany | undefined, accountId: string): AccountClaims | undefined {
  const member = found === undefined ? undefined : findMember(control.db, { userId: Number(accountId), company: found.company })
  if (member === undefined || member.role === null) return undefined
  return { sub: accountId, name: member.name, email: member.email, ...(member.language === null ? {} : { locale: member.language }) }
}

/** The client as the cause of its own token requests; it may do nothing by that. */
const principalOf = ({ client, company }: OauthClientOfCompany, getWorkspace: OauthOptions['getWorkspace']): Principal => ({
  actor: { type: 'oauth_client', id: client.id, name: client.name },
  scopes: [],
  role: undefined,
  workspace: getWorkspace(company, client.environment),
  rateLimitPerHour: client.rateLimitPerHour,
  requiresIdempotencyKey: true,
  sessionId: undefined,
})

const writeLastUses = (control: Control, uses: ReadonlyMap<number, ClientUse>): Promise<void> =>
  control.write((tx) => uses.forEach((use, id) => void stampClientUse(tx.db, { id, at: isoTime(use.at), address: use.address })), {
    actor: systemActor,
  })
