import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import type { ConnectionChange, ConnectionStatus } from './connections.contract.ts'
import {
  changeConnection,
  clearDefaults,
  findConnection,
  insertConnection,
  listConnectionsOfType,
  noteConnection,
} from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'
import { deleteGrant, findGrant } from './grants.store.ts'

export interface Saving {
  readonly type: string
  readonly name: string
  readonly columns: Pick<ConnectionRow, 'config' | 'network' | 'credentials' | 'credentialMarks'>
  readonly row: ConnectionRow | undefined
  readonly isDefault: boolean
  /** What was granted before does not hold for it any more. */
  readonly isMoved: boolean
  /** Somebody has to sign in to the vendor. */
  readonly needsGrant: boolean
}

/** Saves a connection, or one that is connected again under its id. The first of its type is its default. @throws AppError `not_found` */
export function saveConnection(tx: Tx, { type, name, columns, row, isDefault, isMoved, needsGrant }: Saving): ConnectionRow {
  const isOnly = listConnectionsOfType(tx.db, type).every(({ id }) => id === row?.id)
  const common = {
    ...columns,
    name,
    status: statusOf(tx, row, { isMoved, needsGrant }),
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
  if (isMoved && needsGrant) endGrant(tx, saved.id)
  if (saved.isDefault) clearDefaults(tx.db, type, saved.id)
  return saved
}

/** What was in error is until its test says otherwise; what nobody has signed in to is not in use. */
function statusOf(
  tx: Tx,
  row: ConnectionRow | undefined,
  { isMoved, needsGrant }: Pick<Saving, 'isMoved' | 'needsGrant'>,
): ConnectionStatus {
  const hasGrant = row !== undefined && !isMoved && findGrant(tx.db, row.id) !== undefined
  if (needsGrant && !hasGrant) return 'INACTIVE'
  return row?.status === 'ERROR' ? 'ERROR' : 'ACTIVE'
}

/** Forgets the tokens of a connection; somebody has to sign in again. */
export function endGrant(tx: Tx, id: number): void {
  deleteGrant(tx.db, id)
  noteConnection(tx.db, id, { status: 'INACTIVE', nextRefreshAt: null })
}

/** @throws AppError `not_found`, `version_conflict`. */
export function editConnection(
  tx: Tx,
  { id, name, isActive, isDefault, version }: ConnectionChange,
  { columns, isMoved }: { readonly columns: Partial<Saving['columns']>; readonly isMoved: boolean },
): ConnectionRow {
  const row = findConnection(tx.db, id)
  if (row === undefined) throw notFound('connection', id)
  if (version !== undefined && version !== row.version) {
    throw new AppError('version_conflict', `Connection ${id} was changed meanwhile; it is at version ${row.version}.`, {
      details: { version: row.version, fix: 'Get it again and repeat your change on what is there now.' },
    })
  }
  changeConnection(tx.db, id, {
    ...columns,
    ...(name === undefined ? {} : { name }),
    ...(isActive === undefined ? {} : { status: isActive ? 'ACTIVE' : 'INACTIVE' }),
    ...(isDefault === true ? { isDefault } : {}),
    updatedAt: tx.now,
  })
  if (isMoved && findGrant(tx.db, id) !== undefined) endGrant(tx, id)
  if (isDefault === true) clearDefaults(tx.db, row.type, id)
  return findConnection(tx.db, id) ?? row
}

/** Forgets the credentials and takes the connection away; the next of its type becomes the default. */
export function removeConnection(tx: Tx, row: ConnectionRow): void {
  deleteGrant(tx.db, row.id)
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
