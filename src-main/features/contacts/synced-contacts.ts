import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type PersonFields, personFields, type SyncedFields } from '../../connectors/kit/sync.ts'
import type { Db } from '../../infra/db/database.ts'
import type { RecordService } from '../../records/record-service.ts'
import type { RecordRow } from '../../records/record-store.ts'
import type { LocalRecord, SyncedRecords } from '../../records/synced-records.ts'
import { customers } from '../customers/customers.table.ts'
import { type Contact, contactType } from './contacts.contract.ts'
import { contacts } from './contacts.table.ts'

type Records = Pick<RecordService<Record<string, unknown>>, 'findRow' | 'getRow' | 'create' | 'update' | 'remove'>

/** Contacts as a sync with an address book has them. The customer is told an address book that has no company, and never taken from one. */
export function syncedContacts(records: Records): SyncedRecords {
  const read = (db: Db, id: number): LocalRecord => localOf(records.getRow(db, id))
  return {
    table: contactType.plural,
    sentOnly: ['company'],
    find: (db, id) => {
      const row = records.findRow(db, id)
      return row && localOf(row)
    },
    clean,
    match: (db, fields) => [...new Set([...byEmail(db, fields), ...byNameAndNumber(db, fields)])],
    create: (tx, fields) => {
      const customerId = customerOf(tx.db, fields['company'] ?? null)
      const created = records.create(tx, contactType.create.parse({ ...columnsOf(fields), customerId }))
      return read(tx.db, Number(created['id']))
    },
    update: (tx, { id, version }, fields) => {
      records.update(tx, id, { ...columnsOf(fields), version })
      return read(tx.db, id)
    },
    remove: (tx, { id }) => records.remove(tx, String(id)),
  }
}

function localOf(row: RecordRow): LocalRecord {
  const contact = row as unknown as Contact & { readonly updatedAt: string } // a row of contacts
  const { firstName, lastName, customerName, jobTitle, email, phone, mobile, notes } = contact
  const fields: PersonFields = {
    ...{ firstName, lastName: lastName === '' ? null : lastName, company: customerName },
    ...{ jobTitle, email, phone, mobile, notes },
  }
  return { id: row.id, version: row.version, updatedAt: contact.updatedAt, title: contact.name, fields }
}

/** NB: the last name is never null here. */
const columnsOf = ({ company: _, ...fields }: SyncedFields): Record<string, unknown> =>
  'lastName' in fields ? { ...fields, lastName: fields['lastName'] ?? '' } : fields

const shape = contactType.create.shape as Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> // each field has a schema

/** Longest texts of contacts; one that is too long is kept as far as it goes. */
const lengths = [5_000, 500, 200] as const

function cleanField(field: keyof PersonFields, value: string | null): string | null {
  if (value === null || field === 'company') return value
  if (field === 'email') return shape['email']?.safeParse(value).success === true ? value : null
  const cut = lengths.map((length) => value.slice(0, length).trim()).find((text) => shape[field]?.safeParse(text).success)
  return cut === undefined || cut === '' ? null : cut
}

function clean(fields: SyncedFields): SyncedFields | undefined {
  const cleaned = Object.fromEntries(personFields.map((field) => [field, cleanField(field, fields[field] ?? null)]))
  return cleaned['firstName'] === null ? undefined : cleaned
}

const live = isNull(contacts.deletedAt)

function byEmail(db: Db, { email }: SyncedFields): number[] {
  if (email == null) return []
  const written = [email, email.toLowerCase()]
  const found = db
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(inArray(contacts.email, written), live))
    .orderBy(contacts.id)
  return found.all().map(({ id }) => id)
}

/** The last digits of a number, however it is written. */
const digitsOf = (number: string | null | undefined): string => (number ?? '').replaceAll(/\D/g, '').slice(-10)

/** Of one name and one number; a different mail address makes two people of them. */
function byNameAndNumber(db: Db, fields: SyncedFields): number[] {
  const name = [fields['firstName'], fields['lastName']].filter((part) => part != null).join(' ')
  const numbers = [fields['phone'], fields['mobile']].map(digitsOf).filter((digits) => digits.length >= 7)
  if (numbers.length === 0) return []
  const { id, email, phone, mobile } = contacts
  const found = db
    .select({ id, email, phone, mobile })
    .from(contacts)
    .where(and(eq(contacts.name, name), live))
    .orderBy(id)
    .all()
  return found
    .filter((one) => one.email === null || fields['email'] == null)
    .filter((one) => numbers.includes(digitsOf(one.phone)) || numbers.includes(digitsOf(one.mobile)))
    .map((one) => one.id)
}

/** The customer of this name, if there is one and only one. */
function customerOf(db: Db, name: string | null): number | null {
  if (name === null) return null
  const found = db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.name, name), isNull(customers.deletedAt)))
    .limit(2)
    .all()
  return found.length === 1 ? (found[0]?.id ?? null) : null
}
