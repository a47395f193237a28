import type { VendorAnswer, VendorRequest } from '../kit/test-vendor-spec.ts'

type Json = Record<string, unknown>

const personRef = { $ref: '#/components/schemas/Person' }
const text = { type: 'string' }
const query = (name: string, required = false) => ({ name, in: 'query' as const, required, schema: text })
const resourceName = { name: 'resourceName', in: 'path' as const, required: true, schema: text, 'x-reserved-expansion': true }
const json = (schema: Json) => ({ required: true, content: { 'application/json': { schema } } })

/**
 * Operations that the description beside the project lacks, after Google's discovery document of People v1 (googleapiclient, `people.v1.json`). What it
 * requires only in words is required here: `updatePersonFields`.
 */
export const morePeople = {
  '/v1/people:batchCreateContacts': {
    post: {
      requestBody: json({
        type: 'object',
        additionalProperties: false,
        required: ['contacts', 'readMask'],
        properties: {
          contacts: {
            type: 'array',
            maxItems: 200,
            items: { type: 'object', additionalProperties: false, properties: { contactPerson: personRef } },
          },
          readMask: text,
          sources: { type: 'array', items: text },
        },
      }),
    },
  },
  '/v1/{resourceName}:updateContact': {
    patch: {
      parameters: [resourceName, query('updatePersonFields', true), query('personFields'), query('sources')],
      requestBody: json(personRef),
    },
  },
  '/v1/{resourceName}:deleteContact': { delete: { parameters: [resourceName] } },
}

interface Stored {
  person: Json
  version: number
  /** Place in the order of changes. */
  seq: number
  isDeleted: boolean
  updatedAt: number
}

export interface TestPeople {
  readonly answer: (request: VendorRequest) => VendorAnswer
  /** Its contacts that are not deleted, without what Google adds. */
  readonly contacts: () => readonly Json[]
  readonly ids: () => readonly string[]
  readonly add: (person: Json) => string
  readonly change: (id: string, changes: Json) => void
  readonly remove: (id: string) => void
  /** Forgets what has changed since when: every token is too old. */
  readonly forget: () => void
  /** Answers this instead, for requests that it fits. */
  intercept: ((request: VendorRequest) => VendorAnswer | undefined) | undefined
  /** What is created meanwhile is in no listing until `settle`. */
  isSlow: boolean
  readonly settle: () => void
  account: string
}

interface Options {
  readonly now: () => number
  /** Most contacts in a page, whatever is asked for. */
  readonly pageSize?: number
}

const refused = (status: number, name: string, reason: string): VendorAnswer => ({
  status,
  body: { error: { code: status, message: `refused: ${reason}`, status: name, details: [{ reason }] } },
})

const createStore = (now: () => number) => {
  const stored = new Map<string, Stored>()
  let [seq, ids] = [0, 0]
  const put = (id: string, person: Json, isDeleted = false): Stored => {
    const made = { person, version: (stored.get(id)?.version ?? 0) + 1, seq: ++seq, isDeleted, updatedAt: now() }
    stored.set(id, made)
    return made
  }
  return {
    stored,
    seq: () => seq,
    put,
    add: (person: Json): string => {
      const id = `people/c${++ids}`
      put(id, person)
      return id
    },
    find: (id: string): Stored | undefined => {
      const known = stored.get(id)
      return known?.isDeleted === false ? known : undefined
    },
    live: () => [...stored].filter(([, { isDeleted }]) => !isDeleted),
  }
}

type Store = ReturnType<typeof createStore>

const shown = (id: string, { person, version, isDeleted, updatedAt }: Stored): Json => {
  const source = { type: 'CONTACT', id, etag: `#${version}`, updateTime: new Date(updatedAt).toISOString() }
  const metadata = { sources: [source], objectType: 'PERSON', ...(isDeleted ? { deleted: true } : {}) }
  return { resourceName: id, etag: `%${version}`, metadata, ...(isDeleted ? {} : person) }
}

const placeOf = (token: string | null): number => Number(token?.split('-')[1] ?? 0)

/** Lists by the rules of Google: tokens are good only with the parameters that they were given for, and not for ever. */
function createLister(store: Store, pageSize: number) {
  const listings = new Map<string, string>()
  const state = { forgotten: 0, hidden: new Set<string>() }
  const list = ({ query: given }: VendorRequest): VendorAnswer => {
    const asked = new URLSearchParams(given)
    for (const name of ['pageToken', 'syncToken']) asked.delete(name)
    const since = given.get('syncToken')
    if (since !== null && listings.get(since) !== asked.toString()) return refused(400, 'INVALID_ARGUMENT', 'PARAMETERS_DIFFER')
    if (since !== null && placeOf(since) < state.forgotten) return refused(400, 'FAILED_PRECONDITION', 'EXPIRED_SYNC_TOKEN')
    const all = [...store.stored]
      .filter(([id, one]) => one.seq > placeOf(since) && (since !== null || !one.isDeleted) && !state.hidden.has(id))
      .toSorted(([, one], [, other]) => one.seq - other.seq)
    const offset = Number(given.get('pageToken') ?? 0)
    const next = `sync-${store.seq()}`
    listings.set(next, asked.toString())
    const isLast = offset + pageSize >= all.length
    const connections = all.slice(offset, offset + pageSize).map(([id, one]) => shown(id, one))
    const token = isLast ? { nextSyncToken: next } : { nextPageToken: String(offset + pageSize) }
    return { status: 200, body: { ...(all.length === 0 ? {} : { connections }), ...token, totalItems: all.length } }
  }
  return { list, state }
}

function update(store: Store, id: string, { body, query: given }: VendorRequest): VendorAnswer {
  const known = store.find(id)
  if (known === undefined) return refused(404, 'NOT_FOUND', 'notFound')
  const { metadata, ...person } = body as Json & { metadata?: { sources?: { etag?: string }[] } }
  const etag = metadata?.sources?.[0]?.etag
  if (etag === undefined) return refused(400, 'INVALID_ARGUMENT', 'sources are missing')
  if (etag !== `#${known.version}`) return refused(400, 'FAILED_PRECONDITION', 'failedPrecondition')
  const fields = (given.get('updatePersonFields') ?? '').split(',')
  const changes = Object.fromEntries(fields.map((name) => [name, person[name] ?? []]))
  return { status: 200, body: shown(id, store.put(id, { ...known.person, ...changes })) }
}

/** Contacts of one account as the People API has them: pages, tokens for what changed, etags, deletions. */
export function createTestPeople({ now, pageSize = 3 }: Options): TestPeople {
  const store = createStore(now)
  const { list, state } = createLister(store, pageSize)

  function create({ body }: VendorRequest): VendorAnswer {
    const { contacts } = body as { contacts: { contactPerson: Json }[] }
    const createdPeople = contacts.map(({ contactPerson }) => {
      const id = store.add(contactPerson)
      if (self.isSlow) state.hidden.add(id)
      return { httpStatusCode: 200, person: shown(id, store.find(id) as Stored), requestedResourceName: id } // just added
    })
    return { status: 200, body: { createdPeople } }
  }

  function answer(request: VendorRequest): VendorAnswer {
    const { path, method } = request
    const instead = self.intercept?.(request)
    if (instead !== undefined) return instead
    const id = path.replace(/^\/v1\//, '').replace(/:.*$/, '')
    const me = { resourceName: self.account, emailAddresses: [{ value: 'plant@example.com' }] }
    if (path.endsWith('/people/me')) return { status: 200, body: me }
    if (path.endsWith('/connections')) return list(request)
    if (path.endsWith(':batchCreateContacts')) return create(request)
    if (path.endsWith(':updateContact')) return update(store, id, request)
    const known = store.find(id)
    if (known === undefined) return refused(404, 'NOT_FOUND', 'notFound')
    if (method === 'GET') return { status: 200, body: shown(id, known) }
    store.put(id, known.person, true)
    return { status: 200, body: {} }
  }

  const self: TestPeople = {
    answer,
    contacts: () => store.live().map(([, { person }]) => person),
    ids: () => store.live().map(([id]) => id),
    add: store.add,
    change: (id, changes) => void store.put(id, { ...store.find(id)?.person, ...changes }),
    remove: (id) => void store.put(id, store.find(id)?.person ?? {}, true),
    forget: () => {
      state.forgotten = store.seq() + 1
    },
    settle: () => state.hidden.clear(),
    intercept: undefined,
    isSlow: false,
    account: 'people/me1',
  }
  return self
}
