import type { Page } from '../../src-main/contract/pagination.ts'
import type { Api } from './api.ts'
import type { RecordSearch } from './record-search.ts'
import { keyOf, type RecordBase, type RecordTypeOf, readKey } from './record-type.ts'

interface FindOptions<Item extends RecordBase> {
  /** The navigation entry, and the first part of the address: `jobs` of `/jobs/1042`. */
  readonly path: string
  readonly titleOf: (record: Item) => string
}

const mostHits = 6

/** Finds records by key or by a part of their name, for the search of the top bar. */
export const findRecords = <Item extends RecordBase>(type: RecordTypeOf<Item>, { path, titleOf }: FindOptions<Item>): RecordSearch => ({
  navigationId: type.plural,
  find: async (api, text, signal) => {
    const [byKey, byText] = await Promise.all([oneByKey(api, type, text, signal), manyByText(api, type, text, signal)])
    const found = [...byKey, ...byText.filter((record) => record.id !== byKey[0]?.id)]
    return found.slice(0, mostHits).map((record) => ({ key: keyOf(type, record), title: titleOf(record), to: `${path}/${record.id}` }))
  },
})

async function oneByKey<Item extends RecordBase>(
  api: Api,
  type: RecordTypeOf<Item>,
  text: string,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const key = readKey(type, text)
  if (key === undefined) return []
  try {
    return [(await api.callRoute(type.routes.get, { params: { id: key }, signal } as never)) as unknown as Item] // the declaration's own route
  } catch {
    return [] // no such record, or not for this person: the search just has no hit
  }
}

async function manyByText<Item extends RecordBase>(
  api: Api,
  type: RecordTypeOf<Item>,
  text: string,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const query = { q: text, page: { limit: mostHits } }
  try {
    return ((await api.callRoute(type.routes.list, { query, signal } as never)) as unknown as Page<Item>).data // as above
  } catch {
    return [] // one type that fails must not take the other types' hits away
  }
}
