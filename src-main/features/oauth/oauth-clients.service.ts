import type { Control } from '../../infra/db/control.ts'
import type { Db } from '../../infra/db/database.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { assertInFuture, assertMayGrant } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { isoTime } from '../../lib/identity.ts'
import type { ClientUse } from './access-token-verifier.ts'
import { clientIdBytes, clientSecretBytes, formatClientId, formatClientSecret, hashSecret } from './client-secret.ts'
import type { ApiClientRow } from './oauth.control.table.ts'
import { deleteArtifactsOfClient } from './oauth-artifacts.store.ts'
import { createOauthClientReader, type OauthClientReader } from './oauth-client-reader.ts'
import type { NewOauthClient, OauthClient, OauthClientChange, OauthClientWithSecret } from './oauth-clients.contract.ts'
import { deleteOauthClientRow, insertOauthClient, updateOauthClientRow } from './oauth-clients.store.ts'
import { revokeTokens } from './oauth-tokens.store.ts'
import { isWebUri, redirectUriProblem } from './redirect-uri.ts'

export interface OauthClients extends Omit<OauthClientReader, 'getInReach'> {
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
  readonly findCompanyId: (db: Db, slug: string) => number | undefined
  /** @throws AppError `invalid_request` when a named limit or an owner is not of the company. */
  readonly assertRefersToCompany: (tx: Tx, companyId: number, fields: Pick<OauthClientChange, 'rateLimitId' | 'ownerId'>) => void
}

export function createOauthClients(options: OauthClientsOptions): OauthClients {
  const { control, now } = options
  const { getInReach, ...reader } = createOauthClientReader(options)
  const newSecret = (): string => formatClientSecret(options.newSecret(clientSecretBytes))
  const write = <Result>({ actor }: Principal, requestId: string, run: (tx: Tx) => Result): Promise<Result> =>
    control.write(run, { actor, requestId })

  return {
    ...reader,
    create: async (principal, input, requestId) => {
      assertMayGrant(principal, input)
      assertInFuture(input.expiresAt, now())
      assertUsable(input)
      const secret = input.isConfidential ? newSecret() : null
      const clientId = formatClientId(options.newSecret(clientIdBytes))
      const id = await write(principal, requestId, (tx) => storeClient(tx, { input, principal, clientId, secret }, options))
      return { ...reader.get(principal, id), clientSecret: secret }
    },
    update: async (principal, id, change, requestId) => {
      assertInFuture(change.expiresAt, now())
      await write(principal, requestId, (tx) => {
        const { client } = getInReach(principal, id)
        assertMayChange(principal, client, change)
        assertUsable({ ...toUsage(client), ...change })
        changeClient(tx, { client, change }, options)
      })
      return reader.get(principal, id)
    },
    remove: (principal, id, requestId) => {
      getInReach(principal, id)
      return write(principal, requestId, (tx) => deleteOauthClientRow(tx.db, id))
    },
    rotateSecret: async (principal, id, overlapSeconds, requestId) => {
      const secret = newSecret()
      await write(principal, requestId, (tx) => {
        const { client } = getInReach(principal, id)
        if (client.clientSecretHash === null) throw hasNoSecret()
        // Whoever has the new secret may do what the client may.
        assertMayGrant(principal, client)
        storeNewSecret(tx, { client, secret, overlapSeconds })
      })
      return { ...reader.get(principal, id), clientSecret: secret }
    },
    revokeAll: (principal, id, requestId) => {
      getInReach(principal, id)
      return write(principal, requestId, (tx) => revokeAllOf(tx, id))
    },
  }
}

/** Whoever says where its codes go, or how it gets tokens, gets hold of what the client may do. */
function assertMayChange(principal: Principal, { environment, scopes }: ApiClientRow, change: OauthClientChange): void {
  const isTakingHold = change.scopes !== undefined || change.redirectUris !== undefined || change.grantTypes !== undefined
  if (isTakingHold) assertMayGrant(principal, { environment, scopes: change.scopes ?? scopes })
}

type References = Pick<OauthClientsOptions, 'findCompanyId' | 'assertRefersToCompany'>

interface Order {
  readonly input: NewOauthClient
  readonly principal: Principal
  readonly clientId: string
  readonly secret: string | null
}

function storeClient(tx: Tx, { input, principal, clientId, secret }: Order, { findCompanyId, assertRefersToCompany }: References): number {
  const companyId = findCompanyId(tx.db, principal.workspace.company)
  invariant(companyId !== undefined, 'a principal has a company')
  assertRefersToCompany(tx, companyId, input)
  const own = principal.actor.type === 'user' ? principal.actor.id : null
  return insertOauthClient(tx.db, {
    clientId,
    clientSecretHash: secret === null ? null : hashSecret(secret),
    name: input.name,
    description: input.description,
    ownerId: input.ownerId === undefined ? own : input.ownerId,
    companyId,
    environment: input.environment,
    grantTypes: [...new Set(input.grantTypes)],
    redirectUris: [...new Set(input.redirectUris)],
    scopes: [...new Set(input.scopes)],
    rateLimitPerHour: input.rateLimitPerHour,
    rateLimitId: input.rateLimitId,
    allowedAddresses: [...new Set(input.allowedAddresses)],
    metadata: input.metadata,
    expiresAt: inUtc(input.expiresAt),
    apiVersion: input.apiVersion,
    createdAt: tx.now,
    updatedAt: tx.now,
  })
}

interface Change {
  readonly client: ApiClientRow
  readonly change: OauthClientChange
}

function changeClient(tx: Tx, { client: { id, companyId }, change }: Change, { assertRefersToCompany }: References): void {
  assertRefersToCompany(tx, companyId, change)
  const { expiresAt, ...fields } = change
  updateOauthClientRow(tx.db, id, { ...fields, ...(expiresAt === undefined ? {} : { expiresAt: inUtc(expiresAt) }), updatedAt: tx.now })
}

const inUtc = (time: string | null): string | null => (time === null ? null : isoTime(Date.parse(time)))

function storeNewSecret(
  tx: Tx,
  { client, secret, overlapSeconds }: { client: ApiClientRow; secret: string; overlapSeconds: number },
): void {
  const isOverlapping = overlapSeconds > 0
  updateOauthClientRow(tx.db, client.id, {
    clientSecretHash: hashSecret(secret),
    previousSecretHash: isOverlapping ? client.clientSecretHash : null,
    previousSecretExpiresAt: isOverlapping ? isoTime(Date.parse(tx.now) + overlapSeconds * 1000) : null,
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

const hasNoSecret = (): AppError =>
  new AppError('conflict', 'A public client has no secret to rotate.', {
    details: { fix: 'Create a confidential client for a system that can keep one.' },
  })
