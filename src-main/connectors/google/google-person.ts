import { z } from 'zod'
import type { PersonFields, RemoteRecord, SyncedFields } from '../kit/sync.ts'

/** https://developers.google.com/people/api/rest/v1/people#Person, as far as it is synced; the rest stays as Google sent it. */
const source = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
  etag: z.string().optional(),
  updateTime: z.string().optional(),
})
const item = z.looseObject({ metadata: z.looseObject({ source: source.optional(), primary: z.boolean().optional() }).optional() })
const text = z.string().optional()
const name = item.extend({ givenName: text, familyName: text, displayName: text, unstructuredName: text })
const typed = item.extend({ value: text, type: text })
const organization = item.extend({ name: text, title: text, current: z.boolean().optional() })
const clientData = item.extend({ key: text, value: text })

export const person = z.looseObject({
  resourceName: z.string(),
  etag: text,
  metadata: z
    .looseObject({
      sources: z.array(source).default([]),
      deleted: z.boolean().default(false),
      previousResourceNames: z.array(z.string()).default([]),
    })
    .default({ sources: [], deleted: false, previousResourceNames: [] }),
  names: z.array(name).default([]),
  emailAddresses: z.array(typed).default([]),
  phoneNumbers: z.array(typed).default([]),
  organizations: z.array(organization).default([]),
  biographies: z.array(item.extend({ value: text })).default([]),
  clientData: z.array(clientData).default([]),
})

export type Person = z.output<typeof person>

/** The fields of a person that are read; `metadata` has whether it was deleted, and when it changed. */
export const personMask = 'names,emailAddresses,phoneNumbers,organizations,biographies,clientData,metadata'

/** Under which Interlock writes down the key of what it created. */
export const clientKey = 'interlock'

type Item = z.output<typeof item>

/** What stands in the contact itself and may be written; a profile of the person is Google's own. */
const isOwn = ({ metadata }: Item): boolean => metadata?.source?.type === undefined || metadata.source.type === 'CONTACT'

const mobileTypes = ['mobile', 'workMobile', 'homeMobile']
const isMobile = ({ type }: { readonly type?: string | undefined }): boolean => type !== undefined && mobileTypes.includes(type)

const firstOf = <Entry extends Item>(entries: readonly Entry[], fits: (entry: Entry) => boolean = () => true): Entry | undefined => {
  const own = entries.filter((entry) => isOwn(entry) && fits(entry))
  return own.find(({ metadata }) => metadata?.primary === true) ?? own[0]
}

const textOf = (given: string | undefined): string | null => (given === undefined || given.trim() === '' ? null : given.trim())

export const contactSource = ({ metadata }: Person) => metadata.sources.find(({ type }) => type === 'CONTACT')

/** A contact of Google as the sync has it. Without a name it goes by what else there is, since every contact here has one. */
export function remoteOf(raw: unknown): RemoteRecord {
  const given = person.parse(raw)
  const { metadata } = given
  const key = given.clientData.find((entry) => entry.key === clientKey)?.value
  return {
    id: given.resourceName,
    formerIds: metadata.previousResourceNames,
    key: key ?? null,
    changedAt: changedAt(contactSource(given)?.updateTime),
    isDeleted: metadata.deleted,
    fields: fieldsOf(given),
    raw: given,
  }
}

/** In the one form of a time, so that texts compare as times do. */
const changedAt = (time: string | undefined): string | null =>
  time === undefined || Number.isNaN(Date.parse(time)) ? null : new Date(time).toISOString()

function fieldsOf(given: Person): PersonFields {
  const named = firstOf(given.names)
  const work = firstOf(given.organizations)
  const email = textOf(firstOf(given.emailAddresses)?.value)
  const phone = textOf(firstOf(given.phoneNumbers, (entry) => !isMobile(entry))?.value)
  const mobile = textOf(firstOf(given.phoneNumbers, isMobile)?.value)
  const company = textOf(work?.name)
  const spoken = textOf(named?.givenName) ?? (textOf(named?.familyName) === null ? textOf(named?.displayName) : null)
  return {
    firstName: spoken ?? textOf(named?.familyName) ?? company ?? email ?? phone ?? mobile,
    lastName: spoken === null ? null : textOf(named?.familyName),
    company,
    jobTitle: textOf(work?.title),
    email,
    phone,
    mobile,
    notes: textOf(firstOf(given.biographies)?.value),
  }
}

type List = 'names' | 'emailAddresses' | 'phoneNumbers' | 'organizations' | 'biographies'

/** A field of a person by the list that it stands in. */
const lists: Readonly<Record<keyof PersonFields, List>> = {
  firstName: 'names',
  lastName: 'names',
  company: 'organizations',
  jobTitle: 'organizations',
  email: 'emailAddresses',
  phone: 'phoneNumbers',
  mobile: 'phoneNumbers',
  notes: 'biographies',
}

/**
 * The lists that hold these fields, written into what Google has: it replaces whole lists, so that a second number or address has to go along.
 * @param fields those that change.
 */
export function listsWith(before: Person | undefined, fields: SyncedFields): Partial<Record<List, object[]>> {
  const changed = [...new Set(Object.keys(fields).map((field) => lists[field as keyof PersonFields]))] // of personFields
  const has = (field: keyof PersonFields): boolean => fields[field] !== undefined
  const made = {
    names: () => nameWith(before, fields),
    organizations: () =>
      put(before?.organizations, {
        ...(has('company') ? { name: fields['company'] ?? null } : {}),
        ...(has('jobTitle') ? { title: fields['jobTitle'] ?? null } : {}),
      }),
    emailAddresses: () => (has('email') ? put(before?.emailAddresses, { value: fields['email'] ?? null }, { type: 'work' }) : []),
    phoneNumbers: () => phonesWith(before, fields),
    biographies: () => put(before?.biographies, { value: fields['notes'] ?? null }, { contentType: 'TEXT_PLAIN' }),
  }
  return Object.fromEntries(changed.map((list) => [list, made[list]()]))
}

/** NB: a person has one name, and what is derived from it must not go along, or Google keeps the old one. */
function nameWith(before: Person | undefined, fields: SyncedFields): object[] {
  const named = before && firstOf(before.names)
  const known = before === undefined ? { firstName: null, lastName: null } : fieldsOf(before)
  const { displayName: _, displayNameLastFirst: __, unstructuredName: ___, ...kept } = named ?? {}
  const givenName = fields['firstName'] === undefined ? known.firstName : fields['firstName']
  const familyName = fields['lastName'] === undefined ? known.lastName : fields['lastName']
  return [without({ ...kept, givenName, familyName })]
}

function phonesWith(before: Person | undefined, fields: SyncedFields): object[] {
  const own = (before?.phoneNumbers ?? []).filter(isOwn)
  const others = own.filter((entry) => !isMobile(entry))
  const mobiles = own.filter(isMobile)
  return [
    ...(fields['phone'] === undefined ? others.map(without) : put(others, { value: fields['phone'] }, { type: 'work' })),
    ...(fields['mobile'] === undefined ? mobiles.map(without) : put(mobiles, { value: fields['mobile'] }, { type: 'mobile' })),
  ]
}

/** The first of a list with other values, or without it when nothing is left of it; the others as they are. */
function put(entries: readonly Item[] | undefined, values: SyncedFields, whenNew: object = {}): object[] {
  const own = (entries ?? []).filter(isOwn)
  const first = firstOf(own)
  const rest = own.filter((entry) => entry !== first).map(without)
  const made = without({ ...(first ?? whenNew), ...values })
  const isEmpty = ['value', 'name', 'title'].every((field) => made[field] === undefined)
  return isEmpty ? rest : [made, ...rest]
}

/** Without what is null, and without what only Google may write. */
const without = (entry: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry).filter(([field, value]) => value !== null && value !== undefined && !readOnly.includes(field)))

const readOnly = ['formattedType', 'canonicalForm', 'metadata']
