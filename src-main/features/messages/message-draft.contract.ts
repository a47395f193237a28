import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { connectionStatuses } from '../integrations/connections.contract.ts'
import { messageKinds } from './message.contract.ts'

const messageDraft = z
  .object({
    connections: z
      .array(
        z.object({
          id: z.int(),
          name: z.string(),
          type: z.string(),
          kind: z.enum(messageKinds),
          status: z.enum(connectionStatuses),
          isDefault: z.boolean().describe('Meant where a message of its kind names none.'),
          hasTurkishSms: z.boolean().describe('It sends SMS with the Turkish letters in 7 bits a character.'),
        }),
      )
      .describe('What messages can be sent by; in the sandbox the simulator, with the id 0, for what has no connection.'),
    recipients: z
      .array(z.object({ name: z.string().nullable(), mail: z.string().nullable(), number: z.string().nullable() }))
      .describe('Who can be reached in this matter, by the record and those that it refers to.'),
    subject: z.string().nullable(),
    documents: z
      .array(z.object({ document: z.enum(['invoice', 'service_breakdown']), recordId: z.int(), fileName: z.string() }))
      .describe('What can go along.'),
  })
  .meta({ id: 'MessageDraft' })

export type MessageDraftView = z.output<typeof messageDraft>

export const draftMessage = route({
  method: 'GET',
  path: '/api/v1/messages/draft',
  operationId: 'draft_message',
  summary: 'Get what a message about a record would begin with: connections, recipients, subject and documents',
  tag: 'Messages',
  access: { scope: 'messages:write' },
  query: z.strictObject({
    recordType: z
      .string()
      .max(40)
      .regex(/^[a-z][a-z_]*$/, 'must be a type of record such as invoices')
      .optional(),
    recordId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  response: messageDraft,
  errors: ['not_found'],
})
