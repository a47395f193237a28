import type { Scope } from '../../contract/scopes.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { ExpiringCredential } from './expiry.contract.ts'

/** Where credentials come from that can end; one a feature. */
export interface ExpirySource {
  /** What somebody must be allowed to see them. */
  readonly scope: Scope
  /** Those that are in use, and those that have ended and were not put away yet; a bounded read. */
  readonly list: (workspace: Workspace) => readonly ExpiringCredential[]
}
