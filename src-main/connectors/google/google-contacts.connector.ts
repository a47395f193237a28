import { z } from 'zod'
import { type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { ConnectorFailure } from '../kit/failure.ts'
import type { HttpAnswer } from '../kit/http-call.ts'
import { oauthClient } from '../kit/oauth-rules.ts'
import { readAnswer } from '../kit/read-answer.ts'
import { type ListingPlace, ListingTooOld, type NewRemote, type RemotePage, type RemoteRecord, type SyncedFields } from '../kit/sync.ts'
import { googleOauth, judgeGoogle } from './google-api.ts'
import { clientKey, contactSource, listsWith, type Person, person, personMask, remoteOf } from './google-person.ts'

const config = z.strictObject(oauthClient.config)
const credentials = z.strictObject(oauthClient.credentials)

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

/** Only contacts, without what Google knows of the people otherwise. */
const sources = 'READ_SOURCE_TYPE_CONTACT'

/** Of a listing; Google takes up to 1000. */
const pageSize = 500

const page = z.object({
  connections: z.array(z.unknown()).default([]),
  nextPageToken: z.string().nullable().default(null),
  nextSyncToken: z.string().nullable().default(null),
})

/** NB: all parameters but the tokens have to be the same in every call, or Google refuses the token. */
async function list({ http }: Context, { since, page: pageToken }: ListingPlace): Promise<RemotePage> {
  const query = {
    personFields: personMask,
    pageSize,
    requestSyncToken: true,
    sources,
    ...(since === null ? {} : { syncToken: since }),
    ...(pageToken === null ? {} : { pageToken }),
  }
  const answer = await http({ method: 'GET', path: '/v1/people/me/connections', query, timeoutMs: 60_000 }).catch((error) => {
    if (error instanceof ConnectorFailure && error.vendor?.code === 'EXPIRED_SYNC_TOKEN') throw new ListingTooOld()
    throw error
  })
  const { connections, nextPageToken, nextSyncToken } = readAnswer(page, answer)
  return { records: connections.map(remoteOf), nextPage: nextPageToken, nextSince: nextSyncToken }
}

const remote = (answer: HttpAnswer): RemoteRecord => remoteOf(readAnswer(person, answer))

async function get({ http }: Context, id: string): Promise<RemoteRecord | undefined> {
  const found = await orUndefined('not_found', http({ method: 'GET', path: `/v1/${id}`, query: { personFields: personMask, sources } }))
  return found && remote(found)
}

async function orUndefined(kind: ConnectorFailure['kind'], call: Promise<HttpAnswer>): Promise<HttpAnswer | undefined> {
  return call.catch((error) => {
    if (error instanceof ConnectorFailure && error.kind === kind) return undefined
    throw error
  })
}

const createdPeople = z.object({
  createdPeople: z
    .array(
      z.object({
        person: z.unknown().optional(),
        httpStatusCode: z.int().default(200),
        status: z.object({ message: z.string().default('') }).optional(),
      }),
    )
    .default([]),
})

const newPerson = ({ key, fields }: NewRemote): object => ({
  ...listsWith(undefined, withoutNulls(fields)),
  clientData: [{ key: clientKey, value: key }],
})

const withoutNulls = (fields: SyncedFields): SyncedFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/** https://developers.google.com/people/api/rest/v1/people/batchCreateContacts */
async function create({ http }: Context, given: readonly NewRemote[]): Promise<(RemoteRecord | { readonly refused: string })[]> {
  const answer = await http({
    method: 'POST',
    path: '/v1/people:batchCreateContacts',
    json: { contacts: given.map((one) => ({ contactPerson: newPerson(one) })), readMask: personMask, sources: [sources] },
    timeoutMs: 120_000,
  })
  const { createdPeople: people } = readAnswer(createdPeople, answer)
  return given.map((_, index) => {
    const made = people[index]
    if (made?.person === undefined) return { refused: made?.status?.message ?? '' }
    return remoteOf(made.person)
  })
}

/** NB: Google compares the etag of the contact's source, not that of the person, and refuses a person without its sources. */
async function update({ http }: Context, read: RemoteRecord, fields: SyncedFields): Promise<RemoteRecord | undefined> {
  const before = read.raw as Person // of remoteOf
  const lists = listsWith(before, fields)
  const own = contactSource(before)
  const json = { resourceName: read.id, etag: before.etag, metadata: { sources: own === undefined ? [] : [sourceOf(own)] }, ...lists }
  const query = { updatePersonFields: Object.keys(lists).join(','), personFields: personMask, sources }
  try {
    // The etag makes it safe to send twice: the second one is refused.
    return remote(await http({ method: 'PATCH', path: `/v1/${read.id}:updateContact`, query, json, isRepeatable: true }))
  } catch (error) {
    if (error instanceof ConnectorFailure && /^failed_?precondition$/i.test(error.vendor?.code ?? '')) return undefined
    throw error
  }
}

const sourceOf = ({ type, id, etag }: NonNullable<ReturnType<typeof contactSource>>) => ({ type, id, etag })

async function remove({ http }: Context, id: string): Promise<void> {
  await orUndefined('not_found', http({ method: 'DELETE', path: `/v1/${id}:deleteContact` }))
}

const me = z.object({ resourceName: z.string(), emailAddresses: z.array(z.object({ value: z.string() })).default([]) })

async function readMe({ http }: Context): Promise<z.output<typeof me>> {
  return readAnswer(me, await http({ method: 'GET', path: '/v1/people/me', query: { personFields: 'emailAddresses' } }))
}

async function test(context: Context): Promise<TestFinding> {
  const { emailAddresses } = await readMe(context)
  await context.http({ method: 'GET', path: '/v1/people/me/connections', query: { personFields: 'names', pageSize: 1 } })
  return { account: emailAddresses[0]?.value ?? null }
}

/** Contacts of a Google account, kept the same as those here. */
export const googleContactsConnector = defineConnector({
  type: 'google_contacts',
  name: 'Google Contacts',
  category: 'google',
  protocol: 'HTTP',
  auth: 'oauth2',
  config,
  credentials,
  http: { baseUrl: () => 'https://people.googleapis.com', judge: judgeGoogle },
  oauth: googleOauth('https://www.googleapis.com/auth/contacts'),
  actions: {},
  sync: {
    kind: 'records',
    records: 'contacts',
    batchSize: 200,
    settlesMs: 10 * 60_000,
    account: async (context) => (await readMe(context)).resourceName,
    list,
    get,
    create,
    update,
    remove,
  },
  test,
})
