import { Column, is, Param, Placeholder, SQL, sql } from 'drizzle-orm'
import { invariant } from '../../lib/assert.ts'
import type { Db } from './database.ts'

/**
 * Statements that drizzle builds and the driver runs. Drizzle's own execution looks at every placeholder's and column's class on every call, which
 * on the hot path costs more than SQLite's work; here that is decided once, when the statement is prepared.
 */
type Bindings = Readonly<Record<string, unknown>>

interface Query {
  readonly toSQL: () => { readonly sql: string; readonly params: readonly unknown[] }
}

interface SelectQuery extends Query {
  readonly _: { readonly result: readonly unknown[] }
}

export interface ReadStatement<Row> {
  readonly get: (bindings: Bindings) => Row | undefined
  readonly all: (bindings: Bindings) => Row[]
}

export interface WriteStatement {
  readonly run: (bindings: Bindings) => { readonly changes: number; readonly lastInsertRowid: number | bigint }
}

export interface PlannedStatement {
  readonly sql: string
  /** The values of its placeholders, in their order. */
  readonly bind: (bindings: Bindings) => unknown[]
}

/**
 * The placeholder `limit` of a statement that is run often. NB: SQLite looks at the value of a bare `LIMIT ?` when it plans, and plans anew each time
 * another is bound, which takes half as long as reading a page.
 */
export const rowLimit = sql`CAST(${sql.placeholder('limit')} AS INTEGER)` as unknown as Placeholder<'limit'> // drizzle writes out what it is given

/** Prepares a select of columns and SQL expressions, flat, as `db.select({...})` or `db.select().from(table)` make it. */
export function readStatement<Select extends SelectQuery>(db: Db, query: Select): ReadStatement<Select['_']['result'][number]> {
  const { sql, params } = query.toSQL()
  const statement = db.$client.prepare<unknown[], unknown[]>(sql).raw()
  const bind = binder(params)
  const toRow = rowMapper(selectedFields(query))
  return {
    get: (bindings) => {
      const values = statement.get(...bind(bindings))
      return values === undefined ? undefined : toRow(values)
    },
    all: (bindings) => statement.all(...bind(bindings)).map(toRow),
  }
}

/** Prepares an insert, update or delete. */
export function writeStatement(db: Db, query: Query): WriteStatement {
  const { sql, bind } = plannedStatement(query)
  const statement = db.$client.prepare<unknown[]>(sql)
  return { run: (bindings) => statement.run(...bind(bindings)) }
}

/** The same for a statement that runs elsewhere. */
export function plannedStatement(query: Query): PlannedStatement {
  const { sql, params } = query.toSQL()
  return { sql, bind: binder(params) }
}

/** Drizzle keeps what a select selects where its types do not show it. */
const selectedFields = (query: unknown): Readonly<Record<string, unknown>> =>
  (query as { readonly _: { readonly selectedFields: Readonly<Record<string, unknown>> } })._.selectedFields

type Bind = (bindings: Bindings) => unknown

function binder(params: readonly unknown[]): (bindings: Bindings) => unknown[] {
  const binds = params.map(bindOf)
  return (bindings) => binds.map((bind) => bind(bindings))
}

function bindOf(param: unknown): Bind {
  if (is(param, Placeholder)) return fromBinding(param.name)
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param
  const { encoder, value } = param
  const read = fromBinding(value.name)
  if (is(encoder, Column) && encoder.mapToDriverValue === Column.prototype.mapToDriverValue) return read
  return (bindings) => {
    const given = read(bindings)
    return given === null ? null : encoder.mapToDriverValue(given)
  }
}

const fromBinding =
  (name: string): Bind =>
  (bindings) => {
    const value = bindings[name]
    invariant(value !== undefined, `no value for the placeholder ${name}`)
    return value
  }

function rowMapper(selection: Readonly<Record<string, unknown>>): (values: readonly unknown[]) => never {
  const columns = Object.entries(selection).map(([name, field]) => ({ name, decode: decoderOf(field) }))
  return (values) => {
    const row: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] as (typeof columns)[number] // index is in range
      const value = values[index]
      row[column.name] = column.decode === undefined || value === null ? value : column.decode(value)
    }
    return row as never // the row type is drizzle's, from the same selection
  }
}

function decoderOf(field: unknown): ((value: unknown) => unknown) | undefined {
  if (is(field, Column)) {
    return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? undefined : (value) => field.mapFromDriverValue(value)
  }
  invariant(is(field, SQL) || is(field, SQL.Aliased), 'a selected field is a column or an SQL expression')
  return undefined
}
