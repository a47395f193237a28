import type { Page, PageQuery } from '../../contract/pagination.ts'
import type { Control } from '../../infra/db/control.ts'
import { decodeCursor } from '../../infra/db/cursor.ts'
import { defaultPageSize, pageOf } from '../../infra/db/page.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { isInReach } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { notFound } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import { deleteArtifactsOfGrant } from './oauth-artifacts.store.ts'
import type { OauthToken } from './oauth-clients.contract.ts'
import { findOauthClient } from './oauth-clients.store.ts'
import { findTokenOfList, type LiveToken, listLiveTokens, revokeTokens, type TokenFilter } from './oauth-tokens.store.ts'

export interface OauthTokens {
  readonly list: (principal: Principal, query: { page?: PageQuery | undefined; clientId?: number | undefined }) => Page<OauthToken>
  /** @param id `access_12` or `refresh_7`, as the list names them. */
  readonly revoke: (principal: Principal, id: string, requestId: string) => Promise<void>
}

export function createOauthTokens({ control, now }: { control: Control; now: () => number }): OauthTokens {
  return {
    list: (principal, { page, clientId }) => {
      const limit = page?.limit ?? defaultPageSize
      const rows = listLiveTokens(control.db, {
        company: principal.workspace.company,
        environments: isInReach(principal, { environment: 'live' }) ? ['live', 'sandbox'] : ['sandbox'],
        now: isoTime(now()),
        clientId,
        before: page?.after === undefined ? undefined : positionOf(page.after),
        limit: limit + 1,
      })
      return pageOf(rows, { limit, cursor: ({ createdAt, kind, id }) => [createdAt, kind, id], view: toView })
    },
    revoke: async (principal, id, requestId) => {
      const [kind = '', row = ''] = id.split('_')
      const found = findTokenOfList(control.db, kind === 'access' ? 'access' : 'refresh', Number(row))
      const owner = found === undefined ? undefined : findOauthClient(control.db, found.clientId)
      if (found === undefined || owner?.company !== principal.workspace.company || !isInReach(principal, owner.client))
        throw notFound('token', id)
      const run = (tx: Tx): void => {
        if (kind === 'access' || found.grantId === null) revokeTokens(tx.db, { accessTokenId: Number(row) })
        else revokeGrant(tx, found.grantId)
      }
      await control.write(run, { actor: principal.actor, requestId })
    },
  }
}

/** Everything that one consent led to. */
function revokeGrant(tx: Tx, grantId: string): void {
  revokeTokens(tx.db, { grantId })
  deleteArtifactsOfGrant(tx.db, 'AuthorizationCode', grantId)
}

function positionOf(cursor: string): TokenFilter['before'] {
  const [createdAt, kind, id] = decodeCursor(cursor, 3)
  return { createdAt: String(createdAt), kind: String(kind), id: Number(id) }
}

const toView = ({ kind, id, grantId: _grant, scopes, ...token }: LiveToken): OauthToken => ({
  ...token,
  id: `${kind}_${id}`,
  kind,
  scopes: [...scopes],
})
