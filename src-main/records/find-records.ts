import type { Db } from '../infra/db/database.ts'
import type { ListQuery } from './list-query.ts'
import type { RecordRow } from './record-store.ts'
import { searchQuery } from './search-index.ts'

/** A record as a search over all types tells of it. */
export interface FoundRecord {
  /** Plural of its type. */
  readonly recordType: string
  readonly id: number
  readonly key: string
  readonly title: string
}

interface SearchedType {
  readonly plural: string
  readonly keyPrefix: string
  readonly keyNumber?: string | undefined
  readonly keyField: string
  readonly titleField: string
  readonly search: readonly string[]
}

interface Reader {
  readonly list: (db: Db, query: ListQuery) => { readonly data: readonly unknown[] }
  readonly findRow: (db: Db, idOrKey: string) => RecordRow | undefined
  readonly present: (row: RecordRow) => unknown
}

const mostHits = 6

/** Finds records of one type: that of the key first, then those with the words, the newest first. */
export function createRecordFinder(type: SearchedType, { list, findRow, present }: Reader) {
  const found = (resource: RecordRow): FoundRecord => {
    const key = String(resource[type.keyField])
    const title = resource[type.titleField]
    return { recordType: type.plural, id: resource.id, key, title: typeof title === 'string' ? title : key }
  }
  return (db: Db, typed: string): readonly FoundRecord[] => {
    const key = keyIn(type, typed)
    const row = key === undefined ? undefined : findRow(db, key)
    const isSearchable = type.search.length > 0 && searchQuery(typed) !== undefined
    const byWords = isSearchable ? list(db, { q: typed, sort: '-id', page: { limit: mostHits } }).data : []
    const all = [...(row === undefined ? [] : [present(row)]), ...byWords] as readonly RecordRow[] // a resource is its row and a key
    return all
      .filter(({ id }, index) => index === 0 || id !== row?.id)
      .slice(0, mostHits)
      .map(found)
  }
}

/** `JOB-1042` of what somebody types who means it: `1042`, `job 1042`, `Job-1042`. */
function keyIn({ keyPrefix, keyNumber = '[1-9][0-9]{0,14}' }: SearchedType, typed: string): string | undefined {
  const number = new RegExp(`^(?:${keyPrefix}[\\s-]*)?(${keyNumber})$`, 'i').exec(typed.trim())?.[1]
  return number === undefined ? undefined : `${keyPrefix}-${number}`
}
