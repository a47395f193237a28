import { z } from 'zod'
import { locale, scope } from '../../contract/fields.ts'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { roles } from '../../contract/scopes.ts'
import { companyName } from '../companies/companies.contract.ts'

/** Shortest password, in characters. */
export const minPasswordLength = 10

const newPassword = z.string().min(minPasswordLength).max(200)

/** A password as somebody types it to sign in; only its size is bounded. */
export const givenPassword = z.string().min(1).max(200)

export const personName = z.string().trim().min(1).max(120)
export const email = z.email().max(254)

export const session = z
  .object({
    user: z.object({ id: z.int(), name: z.string(), email: z.string(), language: locale.nullable() }),
    companies: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(roles) })),
    csrfToken: z.string().describe('Goes into X-CSRF-Token of every request but GET.'),
    scopes: z.array(scope).describe('What the role in the current company may do.'),
  })
  .meta({ id: 'Session' })

export type Session = z.output<typeof session>

export const getSession = route({
  method: 'GET',
  path: '/api/session',
  operationId: 'get_session',
  summary: 'Who is signed in, and what they may do in the current company',
  tag: 'People',
  access: 'signed_in',
  response: session,
})

export const signIn = route({
  method: 'POST',
  path: '/api/session',
  operationId: 'sign_in',
  summary: 'Sign in with e-mail and password; sets the session cookie',
  tag: 'People',
  access: 'public',
  body: z.strictObject({ email: z.string().trim().min(1).max(254), password: givenPassword }),
  response: session,
  errors: ['invalid_credentials', 'forbidden', 'rate_limited'],
})

export const updateProfile = route({
  method: 'PATCH',
  path: '/api/session',
  operationId: 'update_profile',
  summary: "Change one's own name or language",
  tag: 'People',
  access: 'signed_in',
  body: z.strictObject({ name: personName.optional(), language: locale.nullable().optional() }),
  response: session,
  example: { body: { name: 'Ayşe Öztürk', language: 'tr' } },
})

export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  operationId: 'sign_out',
  summary: 'Sign out on this device',
  tag: 'People',
  access: 'signed_in',
  response: 'empty',
})

export const device = z
  .object({
    id: z.int(),
    userAgent: z.string(),
    address: z.string(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'Device' })

export type Device = z.output<typeof device>

export const listSessions = route({
  method: 'GET',
  path: '/api/sessions',
  operationId: 'list_sessions',
  summary: 'List the devices on which one is signed in, the last seen first',
  tag: 'People',
  access: 'signed_in',
  response: listOf(device),
})

export const signOutEverywhere = route({
  method: 'DELETE',
  path: '/api/sessions',
  operationId: 'sign_out_everywhere',
  summary: 'Sign out on every device, this one included',
  tag: 'People',
  access: 'signed_in',
  response: 'empty',
})

export const changePassword = route({
  method: 'PUT',
  path: '/api/session/password',
  operationId: 'change_password',
  summary: "Change one's password; signs out every other device",
  tag: 'People',
  access: 'signed_in',
  body: z.strictObject({ currentPassword: givenPassword, newPassword }),
  response: 'empty',
  errors: ['rate_limited'],
})

export const getSetup = route({
  method: 'GET',
  path: '/api/setup',
  operationId: 'get_setup',
  summary: 'Whether Interlock still waits for its first owner',
  tag: 'People',
  access: 'public',
  response: z.object({ needed: z.boolean() }),
})

export const setUpOwner = route({
  method: 'POST',
  path: '/api/setup',
  operationId: 'set_up_owner',
  summary: 'Create the first company and its owner with the one-time token, and sign in',
  tag: 'People',
  access: 'public',
  body: z.strictObject({
    token: z.string().min(1).max(200).describe('From the set-up link that the server prints.'),
    companyName,
    name: personName,
    email,
    password: newPassword,
    language: locale.optional(),
  }),
  status: 201,
  response: session,
  errors: ['forbidden', 'conflict'],
  example: {
    body: {
      token: 'kP3vT9xQ2mZ7',
      companyName: 'Öztürk Makina',
      name: 'Ayşe Öztürk',
      email: 'ayse@ozturkmakina.example',
      password: 'correct horse battery',
      language: 'tr',
    },
  },
})
