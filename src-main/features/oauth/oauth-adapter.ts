import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { invariant } from '../../lib/assert.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { hashSecret } from './client-secret.ts'
import { isClientInForce } from './client-state.ts'
import type { RefreshTokenRow } from './oauth.control.table.ts'
import { deleteArtifact, deleteArtifactsOfGrant, findArtifact, markArtifactUsed, putArtifact } from './oauth-artifacts.store.ts'
import { findOauthClientByClientId, type OauthClientOfCompany } from './oauth-clients.store.ts'
import {
  type AccessTokenWithRights,
  findAccessToken,
  findRefreshToken,
  insertRefreshToken,
  linkNewestTokens,
  listSuccessors,
  revokeTokens,
  supersedeSiblings,
  updateRefreshToken,
} from './oauth-tokens.store.ts'
import { refreshVerdict } from './refresh-verdict.ts'

interface AdapterOptions {
  readonly control: Control
  readonly now: () => number
  readonly clientMetadata: (client: OauthClientOfCompany) => AdapterPayload
  /** Undefined when the token is no longer good. */
  readonly accessTokenPayload: (token: AccessTokenWithRights, jti: string) => AdapterPayload | undefined
}

/** Writes of a model, each one run of the queue: resolved means on disk. */
type Write = (run: (tx: Tx) => void) => Promise<void>

/**
 * What the provider remembers, in control.db. Ids of codes and tokens are secrets, so only their hashes are kept, and payloads without them.
 * NB: sessions are not kept at all: who is signed in is what Interlock's own session says, and each authorization asks it anew.
 */
export function createOauthAdapter(options: AdapterOptions): AdapterFactory {
  const write: Write = (run) => options.control.write(run, { actor: systemActor })
  return (model) => {
    switch (model) {
      case 'Client':
        return { ...nothing, find: async (id) => metadataOf(options, id) }
      case 'Session':
        return nothing
      case 'AccessToken':
        return accessTokenAdapter(options, write)
      case 'RefreshToken':
        return refreshTokenAdapter(options, write)
      default:
        return artifactAdapter(options, write, model)
    }
  }
}

const nothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

function metadataOf({ control, now, clientMetadata }: AdapterOptions, clientId: string): AdapterPayload | undefined {
  const found = findOauthClientByClientId(control.db, clientId)
  return found !== undefined && isClientInForce(found.client, now()) ? clientMetadata(found) : undefined
}

/** Access tokens are signed texts whose rows the token endpoint writes; here they are looked up and revoked by their `jti`. */
const accessTokenAdapter = ({ control, accessTokenPayload }: AdapterOptions, write: Write): Adapter => ({
  ...nothing,
  find: async (jti) => {
    const token = findAccessToken(control.db, hashSecret(jti))
    return token === undefined ? undefined : accessTokenPayload(token, jti)
  },
  destroy: (jti) =>
    write((tx) => {
      const found = findAccessToken(tx.db, hashSecret(jti))
      if (found !== undefined) revokeTokens(tx.db, { accessTokenId: found.token.id })
    }),
  revokeByGrantId: (grantId) => write((tx) => void revokeTokens(tx.db, { grantId })),
})

function refreshTokenAdapter({ control, now }: AdapterOptions, write: Write): Adapter {
  /** As the provider sees it: one that may be repeated has not been used. */
  function seen(row: RefreshTokenRow, id: string): AdapterPayload {
    const verdict = refreshVerdict(row, listSuccessors(control.db, row), now())
    const usedAt = Date.parse(row.usedAt ?? row.createdAt)
    return { ...JSON.parse(row.payload), jti: id, ...(verdict === 'reused' ? { consumed: Math.floor(usedAt / 1000) } : {}) }
  }
  return {
    ...nothing,
    upsert: (id, payload, expiresIn) => write((tx) => storeRefreshToken(tx, id, payload, isoTime(now() + (expiresIn ?? 0) * 1000))),
    find: async (id) => {
      const row = findRefreshToken(control.db, hashSecret(id))
      return row === undefined || row.isRevoked ? undefined : seen(row, id)
    },
    consume: (id) =>
      write((tx) => {
        const row = findRefreshToken(tx.db, hashSecret(id))
        // NB: the grace time counts from the first use, or repeating would prolong it for ever.
        if (row !== undefined && row.usedAt === null) updateRefreshToken(tx.db, row.id, { usedAt: tx.now })
      }),
    destroy: (id) =>
      write((tx) => {
        const row = findRefreshToken(tx.db, hashSecret(id))
        if (row !== undefined) updateRefreshToken(tx.db, row.id, { isRevoked: true })
      }),
    revokeByGrantId: (grantId) => write((tx) => void revokeTokens(tx.db, { grantId })),
  }
}

function storeRefreshToken(tx: Tx, id: string, { jti: _secret, ...payload }: AdapterPayload, expiresAt: string): void {
  const client = findOauthClientByClientId(tx.db, payload.clientId ?? '')
  const { grantId, rotations } = payload
  invariant(client !== undefined && grantId !== undefined, 'a refresh token has a client and a consent')
  const token = { grantId, rotations: typeof rotations === 'number' ? rotations : 0 }
  const row = insertRefreshToken(tx.db, {
    ...token,
    tokenHash: hashSecret(id),
    clientId: client.client.id,
    userId: Number(payload.accountId),
    scopes: (payload.scope ?? '').split(' '),
    payload: JSON.stringify(payload),
    expiresAt,
    createdAt: tx.now,
  })
  supersedeSiblings(tx.db, { ...token, id: row })
  linkNewestTokens(tx.db, grantId)
}

const artifactAdapter = ({ control, now }: AdapterOptions, write: Write, kind: string): Adapter => ({
  ...nothing,
  upsert: (id, { jti: _secret, ...payload }, expiresIn) =>
    write((tx) =>
      putArtifact(tx.db, {
        idHash: hashSecret(id),
        kind,
        clientId: clientOf(tx, payload)?.client.id ?? null,
        grantId: payload.grantId ?? null,
        payload: JSON.stringify(payload),
        expiresAt: isoTime(now() + (expiresIn ?? 0) * 1000),
      }),
    ),
  find: async (id) => {
    const row = findArtifact(control.db, kind, hashSecret(id))
    if (row === undefined) return undefined
    const used = row.usedAt === null ? {} : { consumed: Math.floor(Date.parse(row.usedAt) / 1000) }
    return { ...JSON.parse(row.payload), jti: id, ...used }
  },
  consume: (id) => write((tx) => markArtifactUsed(tx.db, hashSecret(id), tx.now)),
  destroy: (id) => write((tx) => deleteArtifact(tx.db, hashSecret(id))),
  revokeByGrantId: (grantId) => write((tx) => deleteArtifactsOfGrant(tx.db, kind, grantId)),
})

/** The client of a code or consent, or the one that an authorization under way names. */
function clientOf(tx: Tx, payload: AdapterPayload): OauthClientOfCompany | undefined {
  const named = payload.clientId ?? payload.params?.['client_id']
  return typeof named === 'string' ? findOauthClientByClientId(tx.db, named) : undefined
}
