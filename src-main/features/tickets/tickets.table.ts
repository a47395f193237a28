import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import { jobs } from '../jobs/jobs.table.ts'
import type { Ticket, TicketComment } from './tickets.contract.ts'

export const tickets = sqliteTable(
  'tickets',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    description: text('description'),
    type: text('type').$type<Ticket['type']>().notNull(),
    priority: text('priority').$type<Ticket['priority']>().notNull(),
    /** People in control.db, with the names that they had when they were chosen. */
    assigneeId: integer('assignee_id'),
    assigneeName: text('assignee_name'),
    reporterId: integer('reporter_id'),
    reporterName: text('reporter_name'),
    dueDate: text('due_date'),
    parentId: integer('parent_id'),
    assetId: integer('asset_id').references(() => assets.id),
    jobId: integer('job_id').references(() => jobs.id),
    labels: text('labels', { mode: 'json' }).$type<Ticket['labels']>().notNull(),
    status: text('status').$type<Ticket['status']>().notNull(),
    statusNote: text('status_note'),
    closedAt: text('closed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('tickets', table, { sorts: ['dueDate', 'updatedAt'], within: ['assigneeId'] }),
    index('tickets_parent').on(table.parentId, table.id),
    index('tickets_asset').on(table.assetId, table.id),
    index('tickets_job').on(table.jobId, table.id),
  ],
)

export const ticketComments = sqliteTable(
  'ticket_comments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    ticketId: integer('ticket_id')
      .notNull()
      .references(() => tickets.id),
    body: text('body').notNull(),
    authorType: text('author_type').$type<TicketComment['authorType']>().notNull(),
    authorId: integer('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('ticket_comments_ticket').on(table.ticketId, table.id)],
)
