import type { TestOutcome } from '../../connectors/kit/connection-test.ts'
import type { Connector, ConnectorContext } from '../../connectors/kit/connector.ts'
import { ConnectorFailure, nobodySignedIn } from '../../connectors/kit/failure.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import type { Resolve } from '../../infra/outbound/resolve.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { type ConnectionDraft, type DraftInput, marksOf } from './connection-draft.ts'
import { type ConnectionFinder, createConnectionFinder } from './connection-finder.ts'
import { type ConnectionTester, createConnectionTester } from './connection-tester.ts'
import { type ConnectionUses, createConnectionUses } from './connection-uses.ts'
import { editConnection, removeConnection, saveConnection } from './connection-writes.ts'
import type { ConnectionChange } from './connections.contract.ts'
import type { ConnectionRow } from './connections.table.ts'
import { findGrant } from './grants.store.ts'
import { createGrants } from './grants.ts'
import { createOauthSignIn, type OauthSignIn } from './oauth-sign-in.ts'
import { createOpenConnections, type OpenConnections, type OpenConnectionsOptions } from './open-connections.ts'
import { createRefreshWatch } from './refresh-watch.ts'

export interface IntegrationsOptions extends OpenConnectionsOptions {
  readonly connectors: readonly Connector[]
  readonly workspaces: () => readonly Workspace[]
  readonly resolve?: Resolve
}

/** What is asked of a connection. */
export interface ActionRun {
  readonly connectionId: number
  /** As the connector names it, `sendMail`. */
  readonly action: string
  /** In the names of the code; checked by the action's schema. */
  readonly input: unknown
  /** The same for each repetition of one thing to do. */
  readonly idempotencyKey?: string
}

export interface ConnectionUse {
  readonly connectionId: number
  readonly purpose: string
  readonly idempotencyKey?: string | undefined
}

type Context = ConnectorContext<never, never>

export interface TestInput extends DraftInput {
  readonly type: string
  readonly id?: number | undefined
}

export interface ConnectInput extends DraftInput {
  readonly type: string
  /** To connect again; the connection keeps it. */
  readonly id?: number | undefined
  readonly name?: string | undefined
  readonly isDefault: boolean
}

/**
 * The connections of all workspaces. Other features use `run` (and `ofType` to find a connection); everything else is for the window.
 * What goes wrong at the vendor is a ConnectorFailure: its `kind` says what, `mayHaveArrived` whether sending again could do it twice.
 */
export interface Integrations extends ConnectionFinder {
  /** Does one thing with a connection. @throws ConnectorFailure; AppError `not_found`, `conflict` when it is out of use, `invalid_request`. */
  readonly run: (workspace: Workspace, run: ActionRun) => Promise<unknown>
  /** The same for what is not one of its actions: a sync. @param purpose as in the log of its calls. @throws as `run` */
  readonly use: <Result>(workspace: Workspace, use: ConnectionUse, act: (context: Context) => Promise<Result>) => Promise<Result>
  /** Saves, then tests. @throws AppError `not_found`, `invalid_request`. */
  readonly connect: (principal: Principal, input: ConnectInput, requestId: string) => Promise<Connected>
  /** Tests a connection, or what is given before it is saved. @throws AppError `not_found`, `invalid_request`. */
  readonly test: (principal: Principal, input: TestInput) => Promise<TestOutcome>
  /** @throws AppError `not_found`, `invalid_request`, `version_conflict`. */
  readonly update: (principal: Principal, changes: readonly ConnectionChange[], requestId: string) => Promise<ConnectionRow[]>
  /** Signing in to vendors by OAuth. */
  readonly signIn: OauthSignIn
  /** Forgets the credentials and takes the connection away. */
  readonly disconnect: (tx: Tx, workspace: Workspace, row: ConnectionRow) => void
  /** Writes what waits to be written of a workspace's calls. */
  readonly flush: (workspace: Workspace) => Promise<void>
  readonly close: () => Promise<void>
}

export interface Connected {
  readonly connection: ConnectionRow
  readonly test: TestOutcome
}

export function createIntegrations(options: IntegrationsOptions): Integrations {
  const { vault, clock, onError, workspaces } = options
  const finder = createConnectionFinder(options.connectors)
  const grants = createGrants({ vault, clock, open: (workspace, id) => opened(workspace, finder.get(workspace, id)) })
  const open: OpenConnections = createOpenConnections({ ...options, grantOf: grants.of })
  const uses = createConnectionUses(onError)
  const tester = createConnectionTester({ ...options, open })
  const watch = createRefreshWatch({ workspaces, grants, now: clock.now, onError })

  function opened(workspace: Workspace, row: ConnectionRow) {
    const connector = finder.connectorOf(row.type)
    return { connector, opened: open.of(workspace, connector, row) }
  }

  return {
    ...finder,
    ...createSettings({ ...options, finder, open, tester }),
    run: (workspace, run) => runAction(workspace, run, { finder, open, uses }),
    use: (workspace, use, act) => withConnection(workspace, use, { act, finder, open, uses }),
    signIn: createOauthSignIn({ finder, open, grants, tester, vault, now: clock.now }),
    disconnect: (tx, workspace, row) => {
      removeConnection(tx, row)
      tx.afterCommit(() => open.drop(workspace, row.id))
    },
    flush: async (workspace) => {
      await Promise.all([open.flush(workspace), uses.flush()])
    },
    close: async () => {
      watch.stop()
      await grants.settled()
      await uses.flush()
      await open.close()
    },
  }
}

interface RunOptions {
  readonly finder: ConnectionFinder
  readonly open: OpenConnections
  readonly uses: ConnectionUses
}

async function runAction(
  workspace: Workspace,
  { connectionId, action: name, input, idempotencyKey }: ActionRun,
  options: RunOptions,
): Promise<unknown> {
  const connector = options.finder.connectorOf(options.finder.get(workspace, connectionId).type)
  const action = connector.actions[name]
  if (action === undefined) throw notFound('action', name)
  const given = action.input.parse(input)
  const act = (context: Context) => action.run(context, given as never) // by its own schema
  return action.output.parse(await withConnection(workspace, { connectionId, purpose: name, idempotencyKey }, { ...options, act }))
}

async function withConnection<Result>(
  workspace: Workspace,
  { connectionId, ...terms }: ConnectionUse,
  { act, finder, open, uses }: RunOptions & { readonly act: (context: Context) => Promise<Result> },
): Promise<Result> {
  const row = finder.get(workspace, connectionId)
  const connector = finder.connectorOf(row.type)
  if (row.status === 'INACTIVE') throw notInUse(workspace, row, connector)
  try {
    const result = await open.of(workspace, connector, row).run(terms, act)
    uses.succeeded(workspace, row.id)
    return result
  } catch (error) {
    if (error instanceof ConnectorFailure) await uses.note(workspace, row.id, { failure: error, isTest: false })
    throw error
  }
}

const notInUse = ({ db }: Workspace, row: ConnectionRow, { oauth }: Connector): Error =>
  oauth !== undefined && findGrant(db, row.id) === undefined ? nobodySignedIn() : outOfUse(row)

interface SettingsOptions extends IntegrationsOptions {
  readonly finder: ConnectionFinder
  readonly open: OpenConnections
  readonly tester: ConnectionTester
}

/** What an admin sets. */
function createSettings(options: SettingsOptions): Pick<Integrations, 'connect' | 'test' | 'update'> {
  const { finder, open, vault, tester } = options
  const { get, getOfType, connectorOf } = finder

  async function connect(principal: Principal, { type, id, name, isDefault, ...given }: ConnectInput, requestId: string) {
    const { workspace, actor } = principal
    const connector = connectorOf(type)
    const row = id === undefined ? undefined : getOfType(workspace, type, id)
    const draft = await tester.read(workspace, connector, { given, row })
    const columns = columnsOf(connector, draft, vault)
    const saving = { type, name: name ?? row?.name ?? connector.name, columns, row, isDefault, ...changeOf(connector, draft) }
    const saved = await workspace.write((tx) => saveConnection(tx, saving), { actor, requestId })
    open.drop(workspace, saved.id)
    const test = await tester.testSaved(principal, connector, { draft, id: saved.id })
    return { connection: get(workspace, saved.id), test }
  }

  async function test(principal: Principal, { type, id, ...given }: TestInput): Promise<TestOutcome> {
    const { workspace } = principal
    const connector = connectorOf(type)
    const row = id === undefined ? undefined : getOfType(workspace, type, id)
    const config = row !== undefined && isEmpty(given.config) ? undefined : given.config
    const draft = await tester.read(workspace, connector, { given: { ...given, config }, row })
    const isAsItIs = row !== undefined && isEmpty(config) && isEmpty(given.credentials) && isEmpty(given.network)
    if (isAsItIs) return tester.testSaved(principal, connector, { draft, id: row.id })
    return tester.testDraft(workspace, connector, { draft, connectionId: undefined })
  }

  async function update(
    { workspace, actor }: Principal,
    changes: readonly ConnectionChange[],
    requestId: string,
  ): Promise<ConnectionRow[]> {
    const read = changes.map(async (change) => {
      const row = get(workspace, change.id)
      const isDraft = change.config !== undefined || change.credentials !== undefined || change.network !== undefined
      const connector = connectorOf(row.type)
      const draft = isDraft ? await tester.read(workspace, connector, { given: change, row }) : undefined
      return { change, columns: draft === undefined ? {} : columnsOf(connector, draft, vault), isMoved: draft?.isMoved === true }
    })
    const drafts = await Promise.all(read)
    return workspace.write((tx) => drafts.map(({ change, ...edited }) => editConnection(tx, change, edited)), { actor, requestId })
  }

  return { connect, test, update }
}

const isEmpty = (values: object | undefined): boolean => values === undefined || Object.keys(values).length === 0

const columnsOf = (connector: Connector, { config, credentials, network }: ConnectionDraft, { seal }: Vault) => ({
  config,
  network,
  credentials: Object.keys(credentials).length === 0 ? null : seal(JSON.stringify(credentials)),
  credentialMarks: marksOf(connector, credentials),
})

const changeOf = ({ oauth }: Connector, { isMoved }: { readonly isMoved: boolean }) => ({ isMoved, needsGrant: oauth !== undefined })

const outOfUse = ({ name }: ConnectionRow): AppError =>
  new AppError('conflict', `The connection ${name} is out of use.`, {
    details: { fix: 'Put it into use on its page, or choose another connection.' },
  })
