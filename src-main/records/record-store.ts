import { and, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../infra/db/database.ts'
import { prepared } from '../infra/db/prepared.ts'
import { readStatement, writeStatement } from '../infra/db/statement.ts'

/** The columns that the record mechanism itself works with; every record table has them. */
export type RecordTable = SQLiteTable & {
  readonly id: SQLiteColumn
  readonly version: SQLiteColumn
  readonly createdAt: SQLiteColumn
  readonly updatedAt: SQLiteColumn
  readonly deletedAt: SQLiteColumn
}

/** A row as the store reads it: the table's columns and the derived ones. */
export type RecordRow = Record<string, unknown> & { readonly id: number; readonly version: number }

/**
 * Prepared statements of one record table. `derived` adds read-only columns, such as a referenced record's name by a correlated subquery.
 */
export function createRecordStore(table: RecordTable, derived: Readonly<Record<string, SQL>> = {}) {
  const columns = getTableColumns(table)
  const selection = { ...columns, ...derived } as Record<string, SQLiteColumn> // drizzle selects SQL expressions just the same
  const writable = Object.keys(columns).filter((name) => name !== 'id')
  const placeholders = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]))

  const isThis = eq(table.id, sql.placeholder('id'))
  const byId = prepared((db) =>
    readStatement(
      db,
      db
        .select(selection)
        .from(table)
        .where(and(isThis, isNull(table.deletedAt))),
    ),
  )
  const everything = prepared((db) => readStatement(db, db.select(selection).from(table).where(isNull(table.deletedAt))))
  const insert = prepared((db) => writeStatement(db, db.insert(table).values(placeholders(writable))))
  const update = prepared((db) => writeStatement(db, db.update(table).set(placeholders(writable)).where(isThis)))

  return {
    table,
    selection,
    findById: (db: Db, id: number): RecordRow | undefined => byId(db).get({ id }) as RecordRow | undefined, // the selection's shape is dynamic
    /** Every row that is not deleted. */
    all: (db: Db): RecordRow[] => everything(db).all({}) as RecordRow[], // as above
    /** Inserts a whole row. @returns its id. */
    insert: (db: Db, values: Readonly<Record<string, unknown>>): number =>
      Number(insert(db).run({ deletedAt: null, ...values }).lastInsertRowid),
    /** Writes a whole row back. */
    update: (db: Db, row: Readonly<Record<string, unknown>>): void => {
      update(db).run({ deletedAt: null, ...row })
    },
  }
}

export type RecordStore = ReturnType<typeof createRecordStore>
