import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { roles } from '../../contract/scopes.ts'

const tag = 'People'
const params = z.strictObject({ id: z.coerce.number().int().positive() })

export const person = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles).describe('In this company; another company may give another.'),
    isActive: z.boolean().describe('Whether the person may use this company.'),
    disabledAt: z.iso.datetime().nullable(),
    lastSignInAt: z.iso.datetime().nullable().describe('Null for somebody who never signed in.'),
  })
  .meta({ id: 'Person' })

export type Person = z.output<typeof person>

export const personAccess = z
  .object({
    sessions: z.int().describe('Devices on which the person is signed in.'),
    consents: z.int().describe('What the person allowed OAuth clients of this company, and is in force.'),
    apiKeys: z.int().describe('API keys of this company that the person looks after and that are not revoked.'),
  })
  .meta({ id: 'PersonAccess' })

export type PersonAccess = z.output<typeof personAccess>

const examplePerson: Person = {
  id: 2,
  name: 'Mehmet Kaya',
  email: 'mehmet@ozturkmakina.example',
  role: 'operator',
  isActive: true,
  disabledAt: null,
  lastSignInAt: '2026-11-22T06:58:12.000Z',
}

export const listPeople = route({
  method: 'GET',
  path: '/api/people',
  operationId: 'list_people',
  summary: 'List the people of the company by name, those who were disabled included',
  tag,
  access: { scope: 'people:read' },
  response: listOf(person),
})

export const getPersonAccess = route({
  method: 'GET',
  path: '/api/people/{id}/access',
  operationId: 'get_person_access',
  summary: 'Get what a person uses the company with: what ends when the person is disabled, and what stays',
  tag,
  access: { scope: 'people:write' },
  params,
  response: personAccess,
  errors: ['not_found'],
})

export const changePerson = route({
  method: 'PATCH',
  path: '/api/people/{id}',
  operationId: 'change_person',
  summary: 'Change the role of a person, or disable or enable them in this company; it holds at once',
  description:
    'Who is disabled is signed out of this company at once, live channels included, and what they allowed OAuth clients ends. API keys that ' +
    'they made stay. Only an owner changes an owner. Nobody disables themselves, and the last active owner stays.',
  tag,
  access: { scope: 'people:write' },
  changesCompany: true,
  params,
  body: z
    .strictObject({ role: z.enum(roles), isActive: z.boolean() })
    .partial()
    .meta({ id: 'PersonChange', description: 'The fields to change; the others stay.' }),
  response: person,
  errors: ['not_found', 'conflict'],
  example: { params: { id: 2 }, body: { role: 'operator' }, response: examplePerson },
})

export type PersonChange = z.output<typeof changePerson.body>
