import type { LoggedCall } from '../../connectors/kit/caller.ts'
import type { Connector } from '../../connectors/kit/connector.ts'
import { nobodySignedIn } from '../../connectors/kit/failure.ts'
import { createMask, type Mask } from '../../connectors/kit/masking.ts'
import { type Grant, type OpenConnector, openConnector, type RunTerms } from '../../connectors/kit/open-connector.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { OutboundClient } from '../../infra/outbound/outbound-client.ts'
import type { CompanyWay } from '../../infra/outbound/outbound-way.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { type CallLog, createCallLog, keptCall } from './call-log.ts'
import { type ConnectionDraft, secretsOf } from './connection-draft.ts'
import type { ConnectionRow } from './connections.table.ts'
import { secretsOfNetwork, wayOf } from './network.ts'

export interface OpenConnectionsOptions {
  readonly vault: Vault
  readonly outbound: OutboundClient
  readonly companyWay: (company: string) => CompanyWay
  readonly userAgent: string
  readonly clock: { readonly now: () => number; readonly monotonicNow: () => number; readonly random: () => number }
  readonly onError: (error: unknown) => void
}

interface OptionsWithGrants extends OpenConnectionsOptions {
  readonly grantOf: (workspace: Workspace, connectionId: number) => Grant
}

interface OpenInput {
  readonly workspace: Workspace
  readonly connector: Connector
  readonly draft: ConnectionDraft
  /** Undefined for one that is not saved, whose calls are not kept. */
  readonly connectionId: number | undefined
  readonly lane: string
  readonly onCall?: (call: LoggedCall) => void
}

/** The settings and credentials of a connection, in the clear. */
export const openDraft = ({ config, network, credentials }: ConnectionRow, { open }: Vault): ConnectionDraft => ({
  config,
  network,
  credentials: credentials === null ? {} : JSON.parse(open(credentials)),
})

/** Of what is not saved, and so cannot have been signed in to. */
const noGrant: Grant = { accessToken: () => Promise.reject(nobodySignedIn()), renewed: () => Promise.reject(nobodySignedIn()) }

/** The mask hides each token that it gives out. */
function learning({ accessToken, renewed }: Grant, { learn }: Mask): Grant {
  const learnt = async (given: Promise<string>): Promise<string> => {
    const token = await given
    learn([token])
    return token
  }
  return { accessToken: () => learnt(accessToken()), renewed: (refused) => learnt(renewed(refused)) }
}

function opener(options: OptionsWithGrants, logOf: (workspace: Workspace) => CallLog) {
  const { vault, companyWay, grantOf } = options
  return ({ workspace, connector, draft, connectionId, lane, onCall }: OpenInput): OpenConnector => {
    const mask = createMask([...secretsOf(draft.credentials), ...secretsOfNetwork(draft.network, vault.open)])
    const grant = connectionId === undefined ? noGrant : learning(grantOf(workspace, connectionId), mask)
    const log = (call: LoggedCall, { purpose }: RunTerms): void => {
      onCall?.(call)
      if (connectionId !== undefined) logOf(workspace).add(keptCall(call, mask, { connectionId, purpose }))
    }
    return openConnector({
      ...options,
      connector,
      config: draft.config,
      credentials: draft.credentials,
      baseUrl: draft.network.baseUrl,
      way: wayOf(draft.network, companyWay(workspace.company), vault.open),
      lane: `connection/${workspace.company}/${workspace.environment}/${lane}`,
      mask,
      log,
      grant,
    })
  }
}

interface Held {
  readonly version: number
  readonly company: CompanyWay
  readonly open: OpenConnector
}

interface InWorkspace {
  readonly log: CallLog
  readonly held: Map<number, Held>
}

/** The connections that are in use, each opened once until its settings or those of the company change. */
export function createOpenConnections(options: OptionsWithGrants) {
  const { vault, companyWay, onError } = options
  const workspaces = new Map<Workspace, InWorkspace>()
  const open = opener(options, (workspace) => inWorkspace(workspace).log)
  let drafts = 0

  function inWorkspace(workspace: Workspace): InWorkspace {
    const known = workspaces.get(workspace) ?? { log: createCallLog(workspace, onError), held: new Map() }
    workspaces.set(workspace, known)
    return known
  }

  function drop(workspace: Workspace, id: number): void {
    const { held } = inWorkspace(workspace)
    held.get(id)?.open.close()
    held.delete(id)
  }

  return {
    /** The one in use; opened now if it is not. */
    of: (workspace: Workspace, connector: Connector, row: ConnectionRow): OpenConnector => {
      const { held } = inWorkspace(workspace)
      const company = companyWay(workspace.company)
      const known = held.get(row.id)
      if (known?.version === row.version && known.company === company) return known.open
      drop(workspace, row.id)
      const opened = open({ workspace, connector, draft: openDraft(row, vault), connectionId: row.id, lane: String(row.id) })
      held.set(row.id, { version: row.version, company, open: opened })
      return opened
    },
    /** One of its own, for a test: with connections that nobody has made before. Close it. */
    draft: (input: Omit<OpenInput, 'lane'>): OpenConnector => open({ ...input, lane: `test-${++drafts}` }),
    drop,
    /** Writes the calls that wait to be written. */
    flush: (workspace: Workspace): Promise<void> => inWorkspace(workspace).log.flush(),
    close: async (): Promise<void> => {
      for (const { held } of workspaces.values()) for (const { open: opened } of held.values()) opened.close()
      await Promise.all([...workspaces.values()].map(({ log }) => log.flush()))
    },
  }
}

export type OpenConnections = ReturnType<typeof createOpenConnections>
