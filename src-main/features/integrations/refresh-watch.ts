import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime } from '../../lib/identity.ts'
import { listDueRefreshes } from './grants.store.ts'
import type { Grants } from './grants.ts'

/** How often it is looked for tokens to renew, milliseconds; without any that costs one look into an index. */
const everyMs = 1_000

interface RefreshWatchOptions {
  readonly workspaces: () => readonly Workspace[]
  readonly grants: Grants
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

/** Renews tokens ahead of their end, used or not. */
export function createRefreshWatch({ workspaces, grants, now, onError }: RefreshWatchOptions) {
  const look = (): void => {
    for (const workspace of workspaces()) {
      for (const id of listDueRefreshes(workspace.db, isoTime(now()))) {
        grants.refresh(workspace, id).catch((error) => {
          // What the vendor says stands with the connection already.
          if (!(error instanceof ConnectorFailure)) onError(error)
        })
      }
    }
  }
  const timer = setInterval(look, everyMs).unref()
  return { stop: () => clearInterval(timer) }
}
