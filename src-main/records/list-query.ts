import { and, asc, desc, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type CountedPageQuery, maxPageSize, type Page } from '../contract/pagination.ts'
import { type FilterKind, filterOperators } from '../contract/record-list.ts'
import { snakeCase } from '../contract/wire.ts'
import { type CursorValue, decodeCursor, encodeCursor } from '../infra/db/cursor.ts'
import type { Db } from '../infra/db/database.ts'
import { type ReadStatement, readStatement, rowLimit } from '../infra/db/statement.ts'
import { invalidField } from '../lib/app-error.ts'
import { assertNever, invariant } from '../lib/assert.ts'
import type { RecordRow, RecordStore } from './record-store.ts'
import { searchQuery, searchTableOf } from './search-index.ts'

export interface ListQuery extends Readonly<Record<string, unknown>> {
  readonly page?: CountedPageQuery | undefined
  readonly sort: string
  /** Typed words. */
  readonly q?: string | undefined
}

/** The part of a declaration that lists work with. */
interface ListedType {
  readonly plural: string
  readonly filters: Readonly<Record<string, FilterKind>>
}

interface Condition {
  /** Its name in the statement's shape. */
  readonly name: string
  readonly operator: string
  readonly values: readonly (string | number)[]
  readonly column: SQLiteColumn | SQL
}

type Statement = ReadStatement<unknown>

/** Distinct combinations of filters and sort whose statements are kept prepared. */
const maxStatements = 200

/**
 * Keyset lists: filters, one sort field, and a cursor of the last row's sort value and id, so that page 10,000 costs what page 1 costs
 * and a concurrent insert neither repeats nor skips a row. Statements are prepared once for each shape of query.
 */
export function createRecordList(store: RecordStore, type: ListedType) {
  const statements = new WeakMap<Db, Map<string, Statement>>()

  function list(db: Db, query: ListQuery): Page<RecordRow> {
    const { limit, after: cursor, number } = query.page ?? { limit: 20, after: undefined, number: undefined }
    invariant(limit <= maxPageSize, 'the contract bounds a page')
    const conditions = readConditions(store, type, query)
    const order = readSort(store, query.sort)
    if (number !== undefined) return numberedPage(db, { conditions, order, sort: query.sort }, { number, limit, cursor })
    const after = cursor === undefined ? undefined : decodeCursor(cursor, order.name === 'id' ? 1 : 2)
    const shape = `${query.sort}|${shapeOf(conditions)}`
    const rows: RecordRow[] = []
    for (const stretch of stretchesAfter(order, after)) {
      const statement = statementFor(db, `${stretch}|${shape}`, () => buildStatement(db, store, { conditions, order, stretch }))
      rows.push(...(statement.all(bindings(conditions, after, limit + 1 - rows.length)) as RecordRow[])) // the store's own selection
      if (rows.length > limit) break
    }
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last, order)) : null
    return { data: page, pagination: { limit, nextCursor } }
  }

  /** For who counts pages. NB: SQLite walks over everything before the page, and counts everything there is. */
  function numberedPage(
    db: Db,
    { conditions, order, sort }: { conditions: Condition[]; order: Order; sort: string },
    { number, limit, cursor }: { number: number; limit: number; cursor: string | undefined },
  ): Page<RecordRow> {
    if (cursor !== undefined) throw invalidField('page', 'takes a number or a cursor, not both')
    const shape = shapeOf(conditions)
    const counting = statementFor(db, `count|${shape}`, () => countStatement(db, store, conditions))
    const [{ total }] = counting.all(bindings(conditions, undefined, 1)) as [{ total: number }] // count(*) always has a row
    const statement = statementFor(db, `page|${sort}|${shape}`, () =>
      buildStatement(db, store, { conditions, order, stretch: 'all', isNumbered: true }),
    )
    const rows = statement.all({ ...bindings(conditions, undefined, limit), offset: (number - 1) * limit }) as RecordRow[] // as above
    return { data: rows, pagination: { page: number, limit, total, totalPages: Math.ceil(total / limit) } }
  }

  function statementFor(db: Db, shape: string, build: () => Statement): Statement {
    const known = statements.get(db) ?? new Map<string, Statement>()
    statements.set(db, known)
    const statement = known.get(shape) ?? build()
    if (known.size >= maxStatements) known.clear()
    known.set(shape, statement)
    return statement
  }

  return { list }
}

const shapeOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ name, operator, values }) => `${name}:${operator}:${values.length}`).join(',')

const cursorOf = (row: RecordRow, { name, column }: Order): CursorValue[] =>
  name === 'id' ? [row.id] : [stored(column, row[name] as CursorValue), row.id] // sortable columns hold text or numbers

interface Order {
  readonly name: string
  readonly column: SQLiteColumn
  readonly isDescending: boolean
}

const columnOf = (store: RecordStore, name: string): SQLiteColumn => {
  const column = store.selection[name]
  invariant(column !== undefined, `no column for the declared field ${name}`)
  return column
}

function readSort(store: RecordStore, sort: string): Order {
  const isDescending = sort.startsWith('-')
  const wireName = isDescending ? sort.slice(1) : sort
  const name = Object.keys(store.selection).find((candidate) => snakeCase(candidate) === wireName)
  invariant(name !== undefined, `no column for the declared sort ${wireName}`)
  return { name, column: columnOf(store, name), isDescending }
}

function readConditions(store: RecordStore, { plural, filters }: ListedType, query: ListQuery): Condition[] {
  const filtered = Object.entries(filters).flatMap(([name, kind]) => {
    const given = query[name]
    if (given === undefined) return []
    const operators = typeof given === 'string' ? { [filterOperators[kind][0]]: given } : (given as Record<string, string | undefined>) // the contract's union
    const column = columnOf(store, name)
    return Object.entries(operators).flatMap(([operator, value]) =>
      value === undefined ? [] : [{ name, column, operator, values: readValues({ name, kind, operator, value, column }) }],
    )
  })
  if (query.q === undefined) return filtered
  const words = searchQuery(query.q)
  if (words === undefined) throw invalidField('q', 'has neither a letter nor a digit')
  return [...filtered, { name: 'q', column: sql.identifier(searchTableOf(plural)) as unknown as SQL, operator: 'match', values: [words] }] // a name is SQL
}

function readValues(filter: {
  name: string
  kind: FilterKind
  operator: string
  value: string
  column: SQLiteColumn
}): (string | number)[] {
  const operators: readonly string[] = filterOperators[filter.kind]
  invariant(operators.includes(filter.operator), 'the contract knows the operators')
  const texts = filter.operator === 'in' ? filter.value.split(',').slice(0, 50) : [filter.value]
  if (filter.kind === 'flag') {
    if (filter.value !== 'true' && filter.value !== 'false') throw invalidField(snakeCase(filter.name), 'must be true or false')
    return [filter.value === 'true' ? 1 : 0]
  }
  if (filter.kind !== 'number')
    return filter.operator === 'contains' ? texts.map((text) => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`) : texts
  return texts.map((text) => {
    const value = Number(text)
    if (!Number.isFinite(value)) throw invalidField(snakeCase(filter.name), 'must be a number')
    return stored(filter.column, value)
  })
}

/** A value as its column keeps it, which for a quantity is another number. */
const stored = <Value extends CursorValue>(column: SQLiteColumn, value: Value): Value =>
  value === null ? value : (column.mapToDriverValue(value) as Value) // a number stays one, a text too

function buildStatement(
  db: Db,
  store: RecordStore,
  query: { conditions: Condition[]; order: Order; stretch: Stretch; isNumbered?: boolean },
): Statement {
  const { table } = store
  const direction = query.order.isDescending ? desc : asc
  const orderBy = query.order.name === 'id' ? [direction(table.id)] : [direction(query.order.column), direction(table.id)]
  const after = stretchSql(store, query.order, query.stretch)
  const select = db
    .select(store.selection)
    .from(table)
    .where(and(isNull(table.deletedAt), ...query.conditions.map((condition, index) => conditionSql(store, condition, index)), after))
    .orderBy(...orderBy)
    .limit(rowLimit)
  return readStatement(db, query.isNumbered === true ? select.offset(sql.placeholder('offset')) : select)
}

function countStatement(db: Db, store: RecordStore, conditions: readonly Condition[]): Statement {
  const { table } = store
  const where = and(isNull(table.deletedAt), ...conditions.map((condition, index) => conditionSql(store, condition, index)))
  return readStatement(db, db.select({ total: sql<number>`count(*)` }).from(table).where(where))
}

function conditionSql(store: RecordStore, condition: Condition, index: number): SQL {
  const { column } = condition
  const values = condition.values.map((_, item) => sql.placeholder(`c${index}_${item}`))
  switch (condition.operator) {
    case 'match':
      return sql`${store.table.id} IN (SELECT rowid FROM ${column} WHERE words MATCH ${values[0]})`
    case 'has':
      return sql`EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ${values[0]})`
    case 'ne':
      return sql`${column} IS NOT ${values[0]}`
    case 'in':
      return sql`${column} IN (${sql.join(values, sql`, `)})`
    case 'contains':
      return sql`${column} LIKE ${values[0]} ESCAPE '\\'`
    case 'gt':
      return sql`${column} > ${values[0]}`
    case 'gte':
      return sql`${column} >= ${values[0]}`
    case 'lt':
      return sql`${column} < ${values[0]}`
    case 'lte':
      return sql`${column} <= ${values[0]}`
    default:
      return sql`${column} = ${values[0]}`
  }
}

/** A part of a list that one range of an index holds. */
type Stretch = 'all' | 'value' | 'nulls' | 'notNull' | 'nullsAfter'

/**
 * What follows a cursor, one stretch after the other. NB: SQLite sorts NULL first, and `(a, b) > (NULL, x)` is never true. An OR over both kinds of rows
 * would be right too, but would walk from the beginning of the list to page 10,000.
 */
function stretchesAfter({ name, isDescending }: Order, after: readonly CursorValue[] | undefined): readonly Stretch[] {
  if (after === undefined) return ['all']
  if (name === 'id') return ['value']
  if (after[0] === null) return isDescending ? ['nullsAfter'] : ['nullsAfter', 'notNull']
  return isDescending ? ['value', 'nulls'] : ['value']
}

function stretchSql({ table }: RecordStore, { name, column, isDescending }: Order, stretch: Stretch): SQL | undefined {
  const [id, value] = [sql.placeholder('after_id'), sql.placeholder('after_value')]
  const afterId = isDescending ? sql`${table.id} < ${id}` : sql`${table.id} > ${id}`
  switch (stretch) {
    case 'all':
      return undefined
    case 'nulls':
      return sql`${column} IS NULL`
    case 'notNull':
      return sql`${column} IS NOT NULL`
    case 'nullsAfter':
      return sql`${column} IS NULL AND ${afterId}`
    case 'value':
      if (name === 'id') return afterId
      return isDescending ? sql`(${column}, ${table.id}) < (${value}, ${id})` : sql`(${column}, ${table.id}) > (${value}, ${id})`
    default:
      return assertNever(stretch)
  }
}

function bindings(conditions: readonly Condition[], after: readonly CursorValue[] | undefined, limit: number): Record<string, unknown> {
  const values: Record<string, unknown> = { limit }
  conditions.forEach((condition, index) => {
    condition.values.forEach((value, item) => {
      values[`c${index}_${item}`] = value
    })
  })
  if (after !== undefined) {
    values['after_id'] = after.at(-1)
    values['after_value'] = after[0]
  }
  return values
}
