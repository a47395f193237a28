import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { contacts } from '../contacts/contacts.table.ts'
import { customers } from '../customers/customers.table.ts'
import { deals } from '../deals/deals.table.ts'
import type { Meeting } from './meetings.contract.ts'

export const meetings = sqliteTable(
  'meetings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    startsAt: text('starts_at').notNull(),
    endsAt: text('ends_at').notNull(),
    timeZone: text('time_zone'),
    customerId: integer('customer_id').references(() => customers.id),
    contactId: integer('contact_id').references(() => contacts.id),
    dealId: integer('deal_id').references(() => deals.id),
    location: text('location'),
    onlineUrl: text('online_url'),
    organizer: text('organizer'),
    attendees: text('attendees', { mode: 'json' }).$type<string[]>().notNull(),
    agenda: text('agenda'),
    notes: text('notes'),
    status: text('status').$type<Meeting['status']>().notNull(),
    statusNote: text('status_note'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('meetings', table, { sorts: ['startsAt', 'updatedAt'], within: ['customerId'] }),
    index('meetings_contact').on(table.contactId, table.id),
    index('meetings_deal').on(table.dealId, table.id),
  ],
)
