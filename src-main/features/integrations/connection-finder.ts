import type { Connector } from '../../connectors/kit/connector.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { notFound } from '../../lib/app-error.ts'
import { findConnection, listConnections, listConnectionsOfType } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'

export interface ConnectionFinder {
  readonly connectors: readonly Connector[]
  /** @throws AppError `not_found` */
  readonly connectorOf: (type: string) => Connector
  /** A connection that is there. */
  readonly find: (workspace: Workspace, id: number) => ConnectionRow | undefined
  /** Of all types, in the order in which they were connected. */
  readonly list: (workspace: Workspace) => readonly ConnectionRow[]
  /** @throws AppError `not_found` */
  readonly get: (workspace: Workspace, id: number) => ConnectionRow
  /** @throws AppError `not_found`, also for one of another type. */
  readonly getOfType: (workspace: Workspace, type: string, id: number) => ConnectionRow
  /** The connection with this id, or the default of the type, or the only one; undefined when there is none. @throws AppError `not_found` */
  readonly ofType: (workspace: Workspace, type: string, id?: number) => ConnectionRow | undefined
}

/** Finds connectors by their type and connections by what a caller knows of them. */
export function createConnectionFinder(connectors: readonly Connector[]): ConnectionFinder {
  const byType = new Map(connectors.map((connector) => [connector.type, connector]))

  function connectorOf(type: string): Connector {
    const connector = byType.get(type)
    if (connector === undefined) throw notFound('connector', type)
    return connector
  }

  function get({ db }: Workspace, id: number): ConnectionRow {
    const row = findConnection(db, id)
    if (row === undefined) throw notFound('connection', id)
    return row
  }

  function getOfType(workspace: Workspace, type: string, id: number): ConnectionRow {
    const row = get(workspace, id)
    if (row.type !== type) throw notFound(`connection of ${type}`, id)
    return row
  }

  return {
    connectors,
    connectorOf,
    find: ({ db }, id) => findConnection(db, id),
    list: ({ db }) => listConnections(db),
    get,
    getOfType,
    ofType: (workspace, type, id) => {
      connectorOf(type)
      if (id !== undefined) return getOfType(workspace, type, id)
      const rows = listConnectionsOfType(workspace.db, type)
      return rows.find(({ isDefault }) => isDefault) ?? rows[0]
    },
  }
}
