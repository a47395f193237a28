import { z } from 'zod'
import type { TestOutcome } from '../../connectors/kit/connection-test.ts'
import { ConnectorFailure, toAppError } from '../../connectors/kit/failure.ts'
import { failureView } from '../../connectors/kit/failure-view.ts'
import type { Locale } from '../../contract/fields.ts'
import { snakeCase, toWire } from '../../contract/wire.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, type Exchange, type HandlerInput, read, task, write } from '../../infra/http/bind.ts'
import { parseWire } from '../../infra/http/validation.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { callDetail, usageOf } from './call-views.ts'
import { connectionView, describeConnector } from './catalogue.ts'
import { findCall, listCallsBefore } from './connection-calls.store.ts'
import type { TestResultView } from './connections.contract.ts'
import { listConnections, listConnectionsOfType } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'
import * as contract from './integrations.contract.ts'
import type { Integrations } from './integrations.service.ts'
import * as oauthContract from './oauth-sign-in.contract.ts'
import { redirectUriOf } from './oauth-sign-in.ts'
import { signedInPage } from './signed-in-page.ts'

export interface IntegrationRouteOptions {
  readonly integrations: Integrations
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export const integrationRoutes = (options: IntegrationRouteOptions): BoundRoute[] => [
  ...oauthRoutes(options),
  ...typeRoutes(options),
  ...connectionRoutes(options),
]

const viewer =
  ({ connectorOf }: Integrations) =>
  ({ db }: Workspace, row: ConnectionRow, language: Locale) =>
    connectionView(db, row, { connector: connectorOf(row.type), language })

const testView = ({ steps, finding, failure }: TestOutcome, vendor: string, language: Locale): TestResultView => ({
  isOk: failure === null,
  steps: steps.map((step) => ({ ...step })),
  account: finding?.account ?? null,
  failure: failure && failureView(failure, { vendor, language }),
})

/** Signing in to vendors. */
function oauthRoutes({ integrations }: IntegrationRouteOptions): BoundRoute[] {
  const { signIn } = integrations
  const view = viewer(integrations)
  return [
    task(oauthContract.authorizeIntegration, ({ principal, exchange, params: { provider }, query: { id } }) =>
      signIn.begin(principal, { provider, id, origin: exchange.origin }),
    ),
    task(oauthContract.finishAuthorization, async ({ exchange, params: { provider }, query: { state, ...others } }) => {
      const query = new URLSearchParams({ state, ...(others as Record<string, string>) }).toString() // of a query, without brackets
      return signedInPage(await signIn.finish(provider, state, query), exchange.language)
    }),
    task(oauthContract.endAuthorization, async ({ principal, exchange, params: { provider }, body: { id } }) => {
      const row = await signIn.end(principal, { provider, id, requestId: exchange.requestId })
      return view(principal.workspace, row, exchange.language)
    }),
  ]
}

/** By the type of connector. */
function typeRoutes({ integrations }: IntegrationRouteOptions): BoundRoute[] {
  const { connectorOf, ofType } = integrations
  const view = viewer(integrations)
  return [
    read(contract.listIntegrations, ({ principal, exchange }) => listAll(integrations, principal.workspace, exchange)),
    task(contract.updateIntegrations, async ({ principal, exchange, body }) => {
      const rows = await integrations.update(principal, body.data, exchange.requestId)
      return { data: rows.map((row) => view(principal.workspace, row, exchange.language)) }
    }),
    task(contract.testIntegration, async ({ principal, exchange, params: { provider }, body }) => {
      const outcome = await integrations.test(principal, { ...body, type: provider })
      return testView(outcome, connectorOf(provider).name, exchange.language)
    }),
    task(contract.connectIntegration, async ({ principal, exchange, params: { type }, body }) => {
      const { connection, test } = await integrations.connect(principal, { ...body, type }, exchange.requestId)
      return {
        connection: view(principal.workspace, connection, exchange.language),
        test: testView(test, connectorOf(type).name, exchange.language),
      }
    }),
    read(contract.getIntegrationStatus, ({ principal: { workspace }, exchange, params: { type }, query }) => {
      const row = ofType(workspace, type, query.id)
      const {
        lastSuccessAt = null,
        lastError = null,
        nextRefreshAt = null,
      } = row === undefined ? {} : view(workspace, row, exchange.language)
      const connections = listConnectionsOfType(workspace.db, type).length
      return { type, id: row?.id ?? null, status: row?.status ?? 'INACTIVE', lastSuccessAt, lastError, nextRefreshAt, connections }
    }),
    write(contract.disconnectIntegration, (tx, { principal: { workspace }, params: { type }, query }) => {
      const row = ofType(workspace, type, query.id)
      if (row === undefined) throw notFound('connection of', type)
      if (query.id === undefined && listConnectionsOfType(tx.db, type).length > 1) throw ambiguous(type)
      integrations.disconnect(tx, workspace, row)
    }),
  ]
}

function listAll({ connectors }: Integrations, { db }: Workspace, { language, origin }: Pick<Exchange, 'language' | 'origin'>) {
  const rows = listConnections(db)
  const data = connectors.map((connector) => ({
    ...describeConnector(connector),
    oauth: connector.oauth === undefined ? null : { provider: connector.oauth.provider, redirectUri: redirectUriOf(connector, origin) },
    connections: rows.filter(({ type }) => type === connector.type).map((row) => connectionView(db, row, { connector, language })),
  }))
  return { data }
}

/** By the id of a connection. */
function connectionRoutes({ integrations, now }: IntegrationRouteOptions): BoundRoute[] {
  const { connectorOf, get, flush } = integrations
  const view = viewer(integrations)

  /** What was called a moment ago is there. @throws AppError `not_found` */
  async function flushed(workspace: Workspace, id: number): Promise<ConnectionRow> {
    const row = get(workspace, id)
    await flush(workspace)
    return row
  }

  return [
    read(contract.getConnection, ({ principal, exchange, params }) =>
      view(principal.workspace, get(principal.workspace, params.id), exchange.language),
    ),
    task(contract.runConnectionAction, (input) => runAction(integrations, input)),
    task(contract.listConnectionCalls, async ({ principal: { workspace }, params, query: { page, outcome } }) => {
      await flushed(workspace, params.id)
      return pageById(page, {
        read: ({ id, limit }) => listCallsBefore(workspace.db, params.id, { outcome, beforeId: id, limit }),
        idOf: ({ id }) => id,
        view: (row) => row,
      })
    }),
    task(contract.getConnectionCall, async ({ principal: { workspace }, exchange, params }) => {
      const { type } = await flushed(workspace, params.id)
      const row = findCall(workspace.db, params.id, params.callId)
      if (row === undefined) throw notFound('call', params.callId)
      return callDetail(row, { vendor: connectorOf(type).name, language: exchange.language })
    }),
    task(contract.getConnectionUsage, async ({ principal: { workspace }, params, query }) => {
      await flushed(workspace, params.id)
      return { data: usageOf(workspace.db, params.id, { span: query.span, now: now() }) }
    }),
  ]
}

async function runAction(integrations: Integrations, { principal, params, body }: HandlerInput<typeof contract.runConnectionAction>) {
  const { workspace } = principal
  const row = integrations.get(workspace, params.id)
  const connector = integrations.connectorOf(row.type)
  const [name, action] = Object.entries(connector.actions).find(([each]) => snakeCase(each) === params.action) ?? []
  if (name === undefined || action === undefined) throw notFound('action', params.action)
  const { input } = parseWire(z.object({ input: action.input }), { input: body.input })
  try {
    const output = await integrations.run(workspace, { connectionId: row.id, action: name, input })
    return { output: toWire(action.output, output) as Record<string, unknown> } // the action's output is an object
  } catch (error) {
    throw error instanceof ConnectorFailure ? toAppError(error, connector.name) : error
  } finally {
    await integrations.flush(workspace)
  }
}

const ambiguous = (type: string): AppError =>
  new AppError('conflict', `There are several connections of ${type}.`, { details: { fix: 'Name the one that you mean by its id.' } })
