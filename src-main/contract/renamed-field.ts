import type { RevisionChange } from './revisions.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object with one property under another name, in its place. */
const rename =
  (from: string, to: string) =>
  (value: Json): Json =>
    Object.hasOwn(value, from) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name === from ? to : name, item])) : value

/** The change of a record type's field from one name to another, names as on the wire: in records, bodies, bulk items, filters, sort and `fields`. */
export function renamedField({ name, plural, from, to }: { name: string; plural: string; from: string; to: string }): RevisionChange {
  const forward = rename(from, to)
  const items = (body: Json): Json =>
    Array.isArray(body['items']) ? { ...body, items: body['items'].map((item) => (isObject(item) ? forward(item) : item)) } : body
  const fields = (query: Json): Json =>
    renameInText(query, 'fields', (text) =>
      text
        .split(',')
        .map((each) => (each === from ? to : each))
        .join(','),
    )
  const sort = (query: Json): Json =>
    renameInText(query, 'sort', (text) => (text.replace(/^-/, '') === from ? text.replace(from, to) : text))
  const path = (given: string): string => (given === to || given.startsWith(`${to}.`) ? from + given.slice(to.length) : given)
  const writes = [`create_${name}`, `update_${name}`, `transition_${name}`]
  const bulk = [`bulk_create_${plural}`, `bulk_update_${plural}`]
  return {
    records: { [plural]: rename(to, from) },
    bodies: Object.fromEntries([...writes.map((operation) => [operation, forward]), ...bulk.map((operation) => [operation, items])]),
    queries: { [`list_${plural}`]: (query) => fields(sort(forward(query))), [`get_${name}`]: fields },
    fieldPaths: Object.fromEntries([...writes, ...bulk, `list_${plural}`].map((operation) => [operation, path])),
  }
}

function renameInText(query: Json, parameter: string, change: (text: string) => string): Json {
  const text = query[parameter]
  return typeof text === 'string' ? { ...query, [parameter]: change(text) } : query
}
