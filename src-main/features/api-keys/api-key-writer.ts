import type { Announcer } from '../../events/announcer.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { assertInFuture, assertMayGrant } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { announceCurrent, changeKey, ownerIdOf, rotateKey } from './api-key-changes.ts'
import type { ApiKeyReader } from './api-key-reader.ts'
import { revokedAlready } from './api-key-rules.ts'
import { toView } from './api-key-view.ts'
import type { ApiKey, ApiKeyChange, CreatedApiKey, NewApiKey, Rotation } from './api-keys.contract.ts'
import type { ApiKeyRow } from './api-keys.control.table.ts'
import { markRevoked } from './api-keys.store.ts'
import { makeSecret, noUses, storeKey } from './new-api-key.ts'

export interface ApiKeyWriter {
  /** Creates a key as somebody: with no scope that they do not hold themselves. */
  readonly create: (principal: Principal, input: NewApiKey, requestId: string) => Promise<CreatedApiKey>
  readonly change: (principal: Principal, id: number, change: ApiKeyChange, requestId: string) => Promise<ApiKey>
  /** Gives a key a new secret; the old one goes on working as the rotation says. */
  readonly rotate: (principal: Principal, id: number, rotation: Rotation, requestId: string) => Promise<CreatedApiKey>
  readonly revoke: (principal: Principal, id: number, requestId: string) => Promise<void>
}

interface WriterOptions extends Pick<ApiKeyReader, 'getInReach' | 'get'> {
  readonly control: Control
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  /** Reads a key anew on its next use. */
  readonly forget: (id: number) => void
  /** Tells the logs of the workspaces what was announced. */
  readonly deliver: Announcer['deliver']
}

/** Every change of a key holds from the next call on, and is in the log of the key's workspace when it is answered. */
export function createApiKeyWriter(options: WriterOptions): ApiKeyWriter {
  const { control, now, getInReach, get } = options
  const { getUsable, getTakeable } = usableKeys(getInReach)

  async function write<Result>(id: number, by: Pick<Principal, 'actor'> & { requestId: string }, run: (tx: Tx) => Result): Promise<Result> {
    const change = (tx: Tx): Result => {
      tx.afterCommit(() => options.forget(id))
      return run(tx)
    }
    const result = await control.write(change, by)
    await options.deliver()
    return result
  }

  return {
    create: async (principal, input, requestId) => {
      assertMayGrant(principal, input)
      assertInFuture(input.expiresAt, now())
      const secret = await makeSecret(input.environment, options.newSecret)
      const { company } = principal.workspace
      const made = await write(0, { actor: principal.actor, requestId }, (tx) =>
        storeKey(tx, { secret, input, company, ownerId: ownerIdOf(tx, principal) }),
      )
      return { ...toView(made.found, [made.secret], { now: now(), lastUses: noUses }), key: secret.key }
    },
    change: async (principal, id, change, requestId) => {
      assertInFuture(change.expiresAt, now())
      await write(id, { actor: principal.actor, requestId }, (tx) => {
        const { environment, companyId } = getUsable(principal, id)
        if (change.scopes !== undefined) assertMayGrant(principal, { environment, scopes: change.scopes })
        changeKey(tx, { id, companyId, change })
      })
      return get(principal, id)
    },
    rotate: async (principal, id, rotation, requestId) => {
      const secret = await makeSecret(getTakeable(principal, id).environment, options.newSecret)
      const run = (tx: Tx): void => rotateKey(tx, { id: getTakeable(principal, id).id, secret, rotation })
      await write(id, { actor: principal.actor, requestId }, run)
      return { ...get(principal, id), key: secret.key }
    },
    revoke: async (principal, id, requestId) => {
      getInReach(principal, id)
      await write(id, { actor: principal.actor, requestId }, (tx) => {
        if (markRevoked(tx.db, id, tx.now)) announceCurrent(tx, 'revoked', id)
      })
    },
  }
}

/** The keys that somebody may change, and those that they may get hold of. */
function usableKeys(getInReach: ApiKeyReader['getInReach']) {
  function getUsable(principal: Principal, id: number): ApiKeyRow {
    const { key } = getInReach(principal, id)
    if (!key.isActive) throw revokedAlready()
    return key
  }

  /** Whoever rotates a key gets hold of it. NB: looked at again in the write, since the key may have got more rights meanwhile. */
  function getTakeable(principal: Principal, id: number): ApiKeyRow {
    const key = getUsable(principal, id)
    assertMayGrant(principal, key)
    return key
  }

  return { getUsable, getTakeable }
}
