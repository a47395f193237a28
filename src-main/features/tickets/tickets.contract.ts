import { z } from 'zod'
import { actorTypes } from '../../contract/event-definition.ts'
import { calendarDate, longText, optionalLongText, shortText } from '../../contract/fields.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { recordType } from '../../contract/record.ts'
import { route } from '../../contract/route.ts'

export const ticketComment = z
  .object({
    id: z.int(),
    ticketId: z.int(),
    body: z.string().meta({ examples: ['Conta değişti, basınç testi bekleniyor.'] }),
    authorType: z.enum(actorTypes),
    authorId: z.int(),
    authorName: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'TicketComment' })

export type TicketComment = z.output<typeof ticketComment>

const someone = z.int().positive().nullable().default(null)

export const ticketType = recordType({
  name: 'ticket',
  plural: 'tickets',
  keyPrefix: 'TIC',
  description: 'Something that somebody has to take care of: a fault, a task, a wish, or an epic that holds some of them.',
  fields: {
    title: shortText,
    description: optionalLongText,
    type: z.enum(['bug', 'task', 'story', 'epic']).default('task'),
    priority: z.enum(['low', 'medium', 'high', 'critical']).default('medium'),
    assigneeId: someone.describe('A person of GET /api/people.'),
    reporterId: someone.describe('The person who creates it, unless given.'),
    dueDate: calendarDate.nullable().default(null),
    parentId: z.int().positive().nullable().default(null).describe('The epic that it belongs to.'),
    assetId: z.int().positive().nullable().default(null),
    jobId: z.int().positive().nullable().default(null),
    labels: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  },
  computed: {
    assigneeName: z.string().nullable(),
    reporterName: z.string().nullable(),
    parentName: z.string().nullable(),
    assetName: z.string().nullable(),
    jobName: z.string().nullable(),
    statusNote: z.string().nullable(),
    closedAt: z.iso.datetime().nullable().describe('When it was done or canceled.'),
  },
  titleField: 'title',
  references: { parentId: 'tickets', assetId: 'assets', jobId: 'jobs' },
  people: ['assigneeId', 'reporterId'],
  status: {
    initial: 'open',
    transitions: {
      open: ['in_progress', 'done', 'canceled'],
      in_progress: ['open', 'in_review', 'done', 'canceled'],
      in_review: ['in_progress', 'done', 'canceled'],
      done: ['open', 'in_progress'],
      canceled: ['open'],
    },
    announced: {},
  },
  ownEvents: {
    assigned: { description: 'When a ticket is assigned to somebody' },
    commented: {
      description: 'When a comment is added to a ticket',
      beside: {
        comment: {
          schema: ticketComment,
          example: {
            id: 318,
            ticketId: 1042,
            body: 'Rulman sipariş edildi, yarın geliyor.',
            authorType: 'user',
            authorId: 7,
            authorName: 'Hasan Kılıç',
            createdAt: '2026-11-22T08:40:12.123Z',
          },
        },
      },
    },
  },
  filters: {
    status: 'keyword',
    type: 'keyword',
    priority: 'keyword',
    assigneeId: 'number',
    reporterId: 'number',
    parentId: 'number',
    assetId: 'number',
    jobId: 'number',
    labels: 'list',
    title: 'text',
    dueDate: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['dueDate', 'updatedAt'],
  search: ['title', 'description', 'labels', 'assigneeName'],
  example: {
    title: 'Torna 3 iş mili ses yapıyor',
    description: '1.200 devir üzerinde düzenli bir vuruntu var.',
    type: 'bug',
    priority: 'high',
    assigneeId: 7,
    assigneeName: 'Hasan Kılıç',
    reporterId: 1,
    reporterName: 'Ayşe Öztürk',
    dueDate: '2026-11-25',
    parentId: null,
    parentName: null,
    assetId: 1042,
    assetName: 'Torna 3',
    jobId: null,
    jobName: null,
    labels: ['torna', 'titreşim'],
    statusNote: null,
    closedAt: null,
    status: 'open',
  },
})

export type Ticket = z.output<typeof ticketType.resource>

const comments = {
  path: '/api/v1/tickets/{id}/comments',
  tag: 'Tickets',
  params: ticketType.routes.get.params,
} as const

export const listTicketComments = route({
  ...comments,
  method: 'GET',
  operationId: 'list_ticket_comments',
  summary: 'List the comments of a ticket, oldest first',
  access: { scope: 'tickets:read' },
  query: z.strictObject({ page: pageQuery.optional() }),
  response: listOf(ticketComment),
  errors: ['not_found', 'invalid_cursor'],
})

export const commentTicket = route({
  ...comments,
  method: 'POST',
  operationId: 'comment_ticket',
  summary: 'Add a comment to a ticket',
  access: { scope: 'tickets:write' },
  body: z.strictObject({ body: longText.min(1) }),
  response: ticketComment,
  status: 201,
  errors: ['not_found'],
  example: { body: { body: 'Conta değişti, basınç testi bekleniyor.' } },
})
