import { grants } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField, notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { isoTime } from '../../lib/identity.ts'
import type { ClientUse } from './access-token-verifier.ts'
import { clientIdBytes, clientSecretBytes, formatClientId, formatClientSecret, hashSecret } from './client-secret.ts'
import type { ApiClientRow } from './oauth.control.table.ts'
import { deleteArtifactsOfClient } from './oauth-artifacts.store.ts'
import type { NewOauthClient, OauthClient, OauthClientChange, OauthClientWithSecret } from './oauth-clients.contract.ts'
import {
  deleteOauthClientRow,
  findCompanyId,
  findOauthClient,
  insertOauthClient,
  listClientsOfCompany,
  type OauthClientOfCompany,
  updateOauthClientRow,
} from './oauth-clients.store.ts'
import { revokeTokens } from './oauth-tokens.store.ts'
import { isWebUri, redirectUriProblem } from './redirect-uri.ts'

export interface OauthClients {
  /** The clients that somebody may see, newest first. */
  readonly list: (principal: Principal) => OauthClient[]
  readonly get: (principal: Principal, id: number) => OauthClient
  /** Creates a client as somebody: with no scope that they do not hold themselves. */
  readonly create: (principal: Principal, input: NewOauthClient, requestId: string) => Promise<OauthClientWithSecret>
  readonly update: (principal: Principal, id: number, change: OauthClientChange, requestId: string) => Promise<OauthClient>
  readonly remove: (principal: Principal, id: number, requestId: string) => Promise<void>
  readonly rotateSecret: (principal: Principal, id: number, overlapSeconds: number, requestId: string) => Promise<OauthClientWithSecret>
  /** @returns how many tokens were good until now. */
  readonly revokeAll: (principal: Principal, id: number, requestId: string) => Promise<number>
}

interface OauthClientsOptions {
  readonly control: Control
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly lastUses: StampBuffer<ClientUse>
}

export function createOauthClients(options: OauthClientsOptions): OauthClients {
  const { control, lastUses } = options
  const view = (found: OauthClientOfCompany): OauthClient => toView(found, { now: options.now(), lastUse: lastUses.get(found.client.id) })
  const viewOf = (id: number): OauthClient => view(clientOf(control, id))
  const newSecret = (): string => formatClientSecret(options.newSecret(clientSecretBytes))

  function inReach(principal: Principal, id: number): OauthClientOfCompany {
    const found = findOauthClient(control.db, id)
    if (found === undefined || found.company !== principal.workspace.company || !isInReach(principal, found.client))
      throw notFound('OAuth client', id)
    return found
  }

  return {
    list: (principal) =>
      listClientsOfCompany(control.db, principal.workspace.company)
        .filter(({ client }) => isInReach(principal, client))
        .map(view),
    get: (principal, id) => view(inReach(principal, id)),
    create: async (principal, input, requestId) => {
      assertMayGrant(principal, input.environment, input.scopes)
      assertUsable(input)
      const secret = input.isConfidential ? newSecret() : null
      const clientId = formatClientId(options.newSecret(clientIdBytes))
      const id = await control.write((tx) => storeClient(tx, { input, principal, clientId, secret }), { actor: principal.actor, requestId })
      return { ...viewOf(id), clientSecret: secret }
    },
    update: async (principal, id, change, requestId) => {
      const { client } = inReach(principal, id)
      if (change.scopes !== undefined) assertMayGrant(principal, client.environment, change.scopes)
      assertUsable({ ...toUsage(client), ...change })
      await control.write((tx) => updateOauthClientRow(tx.db, id, { ...change, updatedAt: tx.now }), { actor: principal.actor, requestId })
      return viewOf(id)
    },
    remove: async (principal, id, requestId) => {
      inReach(principal, id)
      await control.write((tx) => deleteOauthClientRow(tx.db, id), { actor: principal.actor, requestId })
    },
    rotateSecret: async (principal, id, overlapSeconds, requestId) => {
      if (inReach(principal, id).client.clientSecretHash === null) throw hasNoSecret()
      const secret = newSecret()
      await control.write((tx) => storeNewSecret(tx, { id, secret, overlapSeconds }), { actor: principal.actor, requestId })
      return { ...viewOf(id), clientSecret: secret }
    },
    revokeAll: (principal, id, requestId) => {
      inReach(principal, id)
      return control.write((tx) => revokeAllOf(tx, id), { actor: principal.actor, requestId })
    },
  }
}

function clientOf({ db }: Pick<Control, 'db'>, id: number): OauthClientOfCompany {
  const found = findOauthClient(db, id)
  if (found === undefined) throw notFound('OAuth client', id)
  return found
}

/** A sandbox credential neither sees nor touches what belongs to live data. */
export const isInReach = ({ actor, workspace }: Principal, client: Pick<ApiClientRow, 'environment'>): boolean =>
  actor.type === 'user' || workspace.environment === 'live' || client.environment === 'sandbox'

function storeClient(tx: Tx, order: { input: NewOauthClient; principal: Principal; clientId: string; secret: string | null }): number {
  const { input, principal, secret } = order
  const companyId = findCompanyId(tx.db, principal.workspace.company)
  invariant(companyId !== undefined, 'a principal has a company')
  return insertOauthClient(tx.db, {
    clientId: order.clientId,
    clientSecretHash: secret === null ? null : hashSecret(secret),
    name: input.name,
    description: input.description,
    ownerId: principal.actor.type === 'user' ? principal.actor.id : null,
    companyId,
    environment: input.environment,
    grantTypes: [...new Set(input.grantTypes)],
    redirectUris: [...new Set(input.redirectUris)],
    scopes: [...new Set(input.scopes)],
    rateLimitPerHour: input.rateLimitPerHour,
    apiVersion: input.apiVersion,
    createdAt: tx.now,
    updatedAt: tx.now,
  })
}

function storeNewSecret(tx: Tx, order: { id: number; secret: string; overlapSeconds: number }): void {
  const { client } = clientOf(tx, order.id)
  const isOverlapping = order.overlapSeconds > 0
  updateOauthClientRow(tx.db, order.id, {
    clientSecretHash: hashSecret(order.secret),
    previousSecretHash: isOverlapping ? client.clientSecretHash : null,
    previousSecretExpiresAt: isOverlapping ? isoTime(Date.parse(tx.now) + order.overlapSeconds * 1000) : null,
    updatedAt: tx.now,
  })
}

/** Consents and codes go too, or a refresh under way would bring a new token. */
function revokeAllOf(tx: Tx, id: number): number {
  deleteArtifactsOfClient(tx.db, id)
  return revokeTokens(tx.db, { clientId: id })
}

type Usage = Pick<NewOauthClient, 'isConfidential' | 'grantTypes' | 'redirectUris'>

const toUsage = (client: ApiClientRow): Usage => ({
  isConfidential: client.clientSecretHash !== null,
  grantTypes: [...client.grantTypes],
  redirectUris: [...client.redirectUris],
})

function assertUsable({ isConfidential, grantTypes, redirectUris }: { [Name in keyof Usage]: Usage[Name] | undefined }): void {
  const has = (type: NewOauthClient['grantTypes'][number]): boolean => grantTypes?.includes(type) === true
  if (has('client_credentials') && !isConfidential)
    throw invalidField('grant_types', 'client_credentials needs a secret, which a public client cannot keep')
  if (has('refresh_token') && !has('authorization_code')) throw invalidField('grant_types', 'refresh_token goes with authorization_code')
  if (has('authorization_code') && redirectUris?.length === 0)
    throw invalidField('redirect_uris', 'authorization_code needs an address to come back to')
  redirectUris?.forEach((uri, index) => {
    const problem = redirectUriProblem(uri)
    if (problem !== undefined) throw invalidField(`redirect_uris.${index}`, problem)
  })
  assertOneKind(redirectUris ?? [])
}

/** An app on a device has an own scheme or a loopback address; `http` to another machine is a server. */
function assertOneKind(redirectUris: readonly string[]): void {
  const urls = redirectUris.map((uri) => new URL(uri))
  const isApp = urls.some((url) => !isWebUri(url))
  const index = urls.findIndex((url) => url.protocol === 'http:' && !['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  if (isApp && index >= 0)
    throw invalidField(`redirect_uris.${index}`, 'does not go with an app’s own scheme', 'Create a client of its own for the other system.')
}

function assertMayGrant(principal: Principal, environment: NewOauthClient['environment'], scopes: NewOauthClient['scopes']): void {
  if (!isInReach(principal, { environment })) {
    throw new AppError('forbidden', 'A sandbox credential cannot manage live clients.', {
      details: { fix: 'Use a live credential, or create the client in the window.' },
    })
  }
  const missing = scopes.filter((scope) => !grants(principal.scopes, scope))
  if (missing.length === 0) return
  throw new AppError('forbidden', `Nobody can grant what they do not hold: ${missing.join(', ')}.`, {
    details: { field: 'scopes', missing, fix: 'Leave these scopes out, or ask an admin to create the client.' },
  })
}

const hasNoSecret = (): AppError =>
  new AppError('conflict', 'A public client has no secret to rotate.', {
    details: { fix: 'Create a confidential client for a system that can keep one.' },
  })

function toView({ client, ownerName }: OauthClientOfCompany, seen: { now: number; lastUse: ClientUse | undefined }): OauthClient {
  const { previousSecretExpiresAt: until } = client
  return {
    id: client.id,
    clientId: client.clientId,
    name: client.name,
    description: client.description,
    environment: client.environment,
    ...toUsage(client),
    scopes: [...client.scopes],
    rateLimitPerHour: client.rateLimitPerHour,
    apiVersion: client.apiVersion,
    isActive: client.isActive,
    ownerName,
    previousSecretExpiresAt: until !== null && Date.parse(until) > seen.now ? until : null,
    lastUsedAt: seen.lastUse === undefined ? client.lastUsedAt : isoTime(seen.lastUse.at),
    lastUsedAddress: seen.lastUse?.address ?? client.lastUsedAddress,
    createdAt: client.createdAt,
    updatedAt: client.updatedAt,
  }
}
