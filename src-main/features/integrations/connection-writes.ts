import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import type { ConnectionChange } from './connections.contract.ts'
import { changeConnection, clearDefaults, findConnection, insertConnection, listConnectionsOfType } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'

export interface Saving {
  readonly type: string
  readonly name: string
  readonly columns: Pick<ConnectionRow, 'config' | 'network' | 'credentials' | 'credentialMarks'>
  readonly row: ConnectionRow | undefined
  readonly isDefault: boolean
}

/** Saves a connection, or one that is connected again under its id. The first of its type is its default. @throws AppError `not_found` */
export function saveConnection(tx: Tx, { type, name, columns, row, isDefault }: Saving): ConnectionRow {
  const isOnly = listConnectionsOfType(tx.db, type).every(({ id }) => id === row?.id)
  const common = {
    ...columns,
    name,
    status: row?.status === 'ERROR' ? row.status : ('ACTIVE' as const),
    isDefault: isDefault || isOnly || row?.isDefault === true,
    updatedAt: tx.now,
  }
  const saved =
    row === undefined
      ? insertConnection(tx.db, {
          ...common,
          type,
          ownerId: tx.actor.type === 'user' ? tx.actor.id : null,
          version: 1,
          createdAt: tx.now,
        })
      : changeConnection(tx.db, row.id, common)
  if (saved === undefined) throw notFound('connection', row?.id ?? 0)
  if (saved.isDefault) clearDefaults(tx.db, type, saved.id)
  return saved
}

/** @throws AppError `not_found`, `version_conflict`. */
export function editConnection(
  tx: Tx,
  { id, name, isActive, isDefault, version }: ConnectionChange,
  columns: Partial<Saving['columns']>,
): ConnectionRow {
  const row = findConnection(tx.db, id)
  if (row === undefined) throw notFound('connection', id)
  if (version !== undefined && version !== row.version) {
    throw new AppError('version_conflict', `Connection ${id} was changed meanwhile; it is at version ${row.version}.`, {
      details: { version: row.version, fix: 'Get it again and repeat your change on what is there now.' },
    })
  }
  const changed = changeConnection(tx.db, id, {
    ...columns,
    ...(name === undefined ? {} : { name }),
    ...(isActive === undefined ? {} : { status: isActive ? 'ACTIVE' : 'INACTIVE' }),
    ...(isDefault === true ? { isDefault } : {}),
    updatedAt: tx.now,
  })
  if (isDefault === true) clearDefaults(tx.db, row.type, id)
  return changed ?? row
}

/** Forgets the credentials and takes the connection away; the next of its type becomes the default. */
export function removeConnection(tx: Tx, row: ConnectionRow): void {
  changeConnection(tx.db, row.id, {
    status: 'INACTIVE',
    isDefault: false,
    credentials: null,
    credentialMarks: {},
    nextRefreshAt: null,
    deletedAt: tx.now,
    updatedAt: tx.now,
  })
  const [next] = listConnectionsOfType(tx.db, row.type)
  if (row.isDefault && next !== undefined) changeConnection(tx.db, next.id, { isDefault: true, updatedAt: tx.now })
}
