import { z } from 'zod'
import { locale } from '../../contract/fields.ts'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { roles } from '../../contract/scopes.ts'
import { email, givenPassword, personName, session } from './people.contract.ts'

const tag = 'People'

export const invitation = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    invitedBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' })

export type Invitation = z.output<typeof invitation>

const newInvitation = z.strictObject({ name: personName, email, role: z.enum(roles) }).meta({ id: 'NewInvitation' })

export type NewInvitation = z.output<typeof newInvitation>

const createdInvitation = invitation
  .extend({ link: z.string().describe('For the person alone, good once; in this answer only. It cannot be shown again.') })
  .meta({ id: 'CreatedInvitation' })

export type CreatedInvitation = z.output<typeof createdInvitation>

const exampleInvitation: Invitation = {
  id: 1,
  name: 'Mehmet Kaya',
  email: 'mehmet@ozturkmakina.example',
  role: 'operator',
  invitedBy: 'Ayşe Öztürk',
  createdAt: '2026-11-22T08:40:12.123Z',
  expiresAt: '2026-11-29T08:40:12.123Z',
}

export const listInvitations = route({
  method: 'GET',
  path: '/api/invitations',
  operationId: 'list_invitations',
  summary: 'List the invitations to the company that nobody has accepted yet, newest first',
  tag,
  access: { scope: 'people:read' },
  response: listOf(invitation),
})

export const createInvitation = route({
  method: 'POST',
  path: '/api/invitations',
  operationId: 'create_invitation',
  summary: 'Invite a person to the company; the answer shows the link once',
  description:
    'Hand the link to the person yourself. It is good for seven days. An invitation of the same e-mail that waits is replaced: its link no ' +
    'longer works. Nobody gives a role that may do more than they may, and only an owner makes an owner.',
  tag,
  access: { scope: 'people:write' },
  showsSecret: true,
  changesCompany: true,
  body: newInvitation,
  status: 201,
  response: createdInvitation,
  errors: ['conflict'],
  example: {
    body: { name: 'Mehmet Kaya', email: 'mehmet@ozturkmakina.example', role: 'operator' },
    response: { ...exampleInvitation, link: 'http://127.0.0.1:4780/invitation?token=kP3vT9xQ2mZ7' },
  },
})

export const withdrawInvitation = route({
  method: 'DELETE',
  path: '/api/invitations/{id}',
  operationId: 'withdraw_invitation',
  summary: 'Withdraw an invitation; its link no longer works',
  tag,
  access: { scope: 'people:write' },
  changesCompany: true,
  params: z.strictObject({ id: z.coerce.number().int().positive() }),
  response: 'empty',
  errors: ['not_found'],
  example: { params: { id: 1 } },
})

const token = z.string().min(1).max(200).describe('Of the link.')

export const openedInvitation = z
  .object({
    companyName: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    hasAccount: z.boolean().describe('Whether the person signs in already, and accepts with the password that they have.'),
  })
  .meta({ id: 'OpenedInvitation' })

export const openInvitation = route({
  method: 'POST',
  path: '/api/invitations/open',
  operationId: 'open_invitation',
  summary: 'What an invitation is for; for the page that its link opens',
  tag,
  access: 'public',
  changesNothing: true,
  body: z.strictObject({ token }),
  response: openedInvitation,
  errors: ['not_found'],
  example: { body: { token: 'kP3vT9xQ2mZ7' } },
})

export const acceptInvitation = route({
  method: 'POST',
  path: '/api/invitations/accept',
  operationId: 'accept_invitation',
  summary: 'Accept an invitation and sign in: with a new password, or with the one that the person has already',
  tag,
  access: 'public',
  body: z.strictObject({
    token,
    name: personName.optional().describe('As the person writes it. Who has an account already keeps their name.'),
    password: givenPassword,
    language: locale.optional(),
  }),
  response: session,
  errors: ['not_found', 'conflict', 'invalid_credentials', 'rate_limited'],
  example: { body: { token: 'kP3vT9xQ2mZ7', name: 'Mehmet Kaya', password: 'correct horse battery', language: 'tr' } },
})

export type Acceptance = z.output<typeof acceptInvitation.body>
