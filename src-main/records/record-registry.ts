import { type SQL, sql } from 'drizzle-orm'
import { snakeCase } from '../contract/wire.ts'
import type { Db } from '../infra/db/database.ts'
import { invariant } from '../lib/assert.ts'
import type { FoundRecord } from './find-records.ts'

/** The part of a declaration that other types meet. */
export interface RelatedType {
  readonly name: string
  readonly plural: string
  readonly titleField: string
  readonly references: Readonly<Record<string, string>>
  readonly outlives?: readonly string[] | undefined
  readonly isImmutable?: boolean | undefined
}

/** What the registry can do with a type once its service exists. */
export interface RegisteredRecords {
  readonly type: { readonly plural: string }
  /** A record on the wire by its id; undefined when there is none. */
  readonly findOnWire: (db: Db, id: number) => unknown
  readonly openSearch: (db: Db) => void
  readonly search: (db: Db, typed: string) => readonly FoundRecord[]
}

/** All record types of the application, for what crosses types: references, expansion, search. */
export interface RecordRegistry {
  readonly add: (records: RegisteredRecords) => void
  readonly find: (plural: string) => RegisteredRecords
  readonly exists: (db: Db, plural: string, id: number) => boolean
  readonly hasRecords: (db: Db, plural: string) => boolean
  /** Records of these types by a key or by words, type by type. */
  readonly search: (db: Db, plurals: readonly string[], typed: string) => readonly FoundRecord[]
  /** The id of a record that has this value in this field. */
  readonly findIdBy: (db: Db, plural: string, by: { readonly field: string; readonly value: string | number }) => number | undefined
  /** How many records of each type refer to one, types with none left out. */
  readonly countReferrers: (db: Db, plural: string, id: number) => readonly Referrers[]
  /** The name of a person of the company that a database belongs to. */
  readonly findPerson: FindPerson
  /** Columns such as `customerName` of a reference `customerId`, for a store's selection. */
  readonly namesOf: (type: RelatedType, names: readonly string[]) => Readonly<Record<string, SQL>>
  /** Makes the search indexes of a workspace that was just opened. */
  readonly openSearch: (db: Db) => void
}

export interface Referrers {
  readonly plural: string
  readonly count: number
  /** They are never deleted. */
  readonly areKept: boolean
}

type FindPerson = (db: Db, id: number) => string | undefined

/** One value of the first row. */
interface Plucked {
  readonly get: (...values: readonly (string | number)[]) => unknown
}

/** Prepared once a database and text. */
function pluckedStatements(): (db: Db, text: string) => Plucked {
  const statements = new WeakMap<Db, Map<string, Plucked>>()
  return (db, text) => {
    const known = statements.get(db) ?? new Map<string, Plucked>()
    statements.set(db, known)
    const found = known.get(text) ?? db.$client.prepare(text).pluck()
    known.set(text, found)
    return found
  }
}

export function createRecordRegistry(types: readonly RelatedType[], findPerson: FindPerson): RecordRegistry {
  const registered = new Map<string, RegisteredRecords>()
  const statement = pluckedStatements()

  const titleColumnOf = (plural: string): string => {
    const type = types.find((candidate) => candidate.plural === plural)
    invariant(type !== undefined, `no record type ${plural}`)
    return snakeCase(type.titleField)
  }

  return {
    add: (records) => void registered.set(records.type.plural, records),
    find: (plural) => {
      const found = registered.get(plural)
      invariant(found !== undefined, `no record type ${plural}`)
      return found
    },
    exists: (db, plural, id) => statement(db, `SELECT 1 FROM ${plural} WHERE id = ? AND deleted_at IS NULL`).get(id) !== undefined,
    hasRecords: (db, plural) => statement(db, `SELECT 1 FROM ${plural} WHERE deleted_at IS NULL LIMIT 1`).get() !== undefined,
    search: (db, plurals, typed) => plurals.flatMap((plural) => registered.get(plural)?.search(db, typed) ?? []),
    findIdBy: (db, plural, { field, value }) =>
      statement(db, `SELECT id FROM ${plural} WHERE ${snakeCase(field)} = ? AND deleted_at IS NULL`).get(value) as number | undefined, // a row id
    countReferrers: (db, plural, id) =>
      types.flatMap((type) =>
        Object.entries(type.references).flatMap(([field, target]) => {
          if (target !== plural || type.outlives?.includes(field)) return []
          const text = `SELECT count(*) FROM ${type.plural} WHERE ${snakeCase(field)} = ? AND deleted_at IS NULL`
          const count = Number(statement(db, text).get(id))
          return count === 0 ? [] : [{ plural: type.plural, count, areKept: type.isImmutable === true }]
        }),
      ),
    findPerson,
    namesOf: (type, names) =>
      Object.fromEntries(
        Object.entries(type.references).flatMap(([field, target]) => {
          const name = field.replace(/Id$/, 'Name')
          if (!names.includes(name)) return []
          const text = `(SELECT r.${titleColumnOf(target)} FROM ${target} r WHERE r.id = ${type.plural}.${snakeCase(field)})`
          return [[name, sql.raw(text)]]
        }),
      ),
    openSearch: (db) => {
      for (const records of registered.values()) records.openSearch(db)
    },
  }
}
