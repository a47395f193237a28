import type { LoggedCall } from '../../connectors/kit/caller.ts'
import { runTest, type TestOutcome } from '../../connectors/kit/connection-test.ts'
import type { Connector } from '../../connectors/kit/connector.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { checkDestination } from '../../infra/outbound/destination.ts'
import { type Resolve, systemResolve } from '../../infra/outbound/resolve.ts'
import { isoTime } from '../../lib/identity.ts'
import { type ConnectionDraft, type DraftInput, draftOf } from './connection-draft.ts'
import { noteOutcome } from './connection-outcome.ts'
import type { ConnectionRow } from './connections.table.ts'
import { wayOf } from './network.ts'
import { type OpenConnections, type OpenConnectionsOptions, openDraft } from './open-connections.ts'

interface TesterOptions extends Pick<OpenConnectionsOptions, 'vault' | 'companyWay' | 'clock'> {
  readonly open: OpenConnections
  readonly resolve?: Resolve
}

/** Reads what is given of connections, and tests it. */
export function createConnectionTester({ vault, companyWay, clock, open, resolve = systemResolve }: TesterOptions) {
  /** Tests by connections of its own, so that each step is made anew. */
  async function testDraft(
    workspace: Workspace,
    connector: Connector,
    { draft, connectionId }: { readonly draft: ConnectionDraft; readonly connectionId: number | undefined },
  ): Promise<TestOutcome> {
    const calls: LoggedCall[] = []
    const opened = open.draft({ workspace, connector, draft, connectionId, onCall: (call) => void calls.push(call) })
    try {
      return await runTest(() => opened.run({ purpose: 'test', isTest: true }, (context) => connector.test(context)), calls)
    } finally {
      opened.close()
    }
  }

  return {
    /** What is given put on what was there, checked as far as that goes without sending. @throws AppError `invalid_request` */
    read: async (workspace: Workspace, connector: Connector, { given, row }: { given: DraftInput; row: ConnectionRow | undefined }) => {
      const before = row && openDraft(row, vault)
      const draft = draftOf(given, { connector, before, seal: vault.seal, now: isoTime(clock.now()) })
      if (connector.http !== undefined) {
        const field = draft.network.baseUrl === null ? 'config.base_url' : 'network.base_url'
        const way = wayOf(draft.network, companyWay(workspace.company), vault.open)
        await checkDestination(draft.network.baseUrl ?? connector.http.baseUrl(draft.config), { resolve, way, field })
      }
      return draft
    },
    testDraft,
    /** Tests what is saved, and notes what came of it. */
    testSaved: async (
      { workspace, actor }: Pick<Principal, 'workspace' | 'actor'>,
      connector: Connector,
      saved: { draft: ConnectionDraft; id: number },
    ) => {
      const outcome = await testDraft(workspace, connector, { draft: saved.draft, connectionId: saved.id })
      const { failure, finding } = outcome
      const noted = { failure, isTest: true, ...(finding === null ? {} : { account: finding.account }) }
      await workspace.write((tx) => noteOutcome(tx, saved.id, noted), { actor })
      return outcome
    },
  }
}

export type ConnectionTester = ReturnType<typeof createConnectionTester>
