import { z } from 'zod'
import { certificate, pem } from '../../contract/certificate.ts'
import { route } from '../../contract/route.ts'

const addressOrRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is neither an IP address nor a range such as 10.0.4.0/24')

const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^(?:\*?\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/i, 'is neither a host, a domain such as .plant.local nor an address')

const proxyUrl = z
  .string()
  .trim()
  .max(300)
  .regex(/^https?:\/\/(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?\/?$/i, 'must be an address such as http://proxy.plant.local:3128')

const bypass = z
  .array(z.union([addressOrRange, host]))
  .max(100)
  .describe('Hosts, domains with their subdomains, addresses and ranges that are called without the proxy; this machine always is.')

const lists = {
  privateNetworks: z
    .array(addressOrRange)
    .max(100)
    .describe('Of this machine and of private networks only these are called. Link-local and metadata addresses never are.'),
  destinations: z.array(addressOrRange).max(200).describe('If there are any, nothing else is called, on the internet neither.'),
}

/** What is shown of a proxy. */
export const shownProxy = z.object({
  url: z.string(),
  userName: z.string().nullable(),
  hasPassword: z.boolean(),
  bypass: z.array(z.string()),
})

const outgoingCalls = z
  .object({
    privateNetworks: z.array(z.string()),
    destinations: z.array(z.string()),
    authorities: z.array(certificate).describe('Trusted beside those that the machine trusts.'),
    proxy: shownProxy.nullable(),
    version: z.int(),
  })
  .meta({ id: 'OutgoingCalls' })

/** A proxy as an admin gives it. */
export const proxyInput = z.strictObject({
  url: proxyUrl,
  userName: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^:]*$/, 'must not hold a colon')
    .nullable()
    .default(null),
  password: z.string().min(1).max(500).nullable().optional().describe('Kept sealed and never shown again; left out, it stays as it is.'),
  bypass: bypass.default([]),
})

const outgoingCallsChange = z
  .strictObject({
    ...lists,
    authorities: pem
      .nullable()
      .optional()
      .describe('PEM of one or more certificates; left out they stay as they are, null takes them away.'),
    proxy: proxyInput.nullable().describe('Null for none.'),
    version: z.int().min(0).describe('The version that was read; a newer one answers 409.'),
  })
  .meta({ id: 'OutgoingCallsChange' })

export type OutgoingCalls = z.output<typeof outgoingCalls>
export type OutgoingCallsChange = z.output<typeof outgoingCallsChange>

export const getOutgoingCalls = route({
  method: 'GET',
  path: '/api/company/outgoing-calls',
  operationId: 'get_outgoing_calls',
  summary: 'Get where the calls of the company may go, what they trust, and their proxy',
  tag: 'Company',
  access: { scope: 'company:read' },
  response: outgoingCalls,
})

const refusedWebhook = z.object({
  id: z.int(),
  name: z.string(),
  environment: z.enum(['live', 'sandbox']),
  isActive: z.boolean(),
  host: z.string(),
})

export type RefusedWebhook = z.output<typeof refusedWebhook>

export const checkOutgoingCalls = route({
  method: 'POST',
  path: '/api/company/outgoing-calls/check',
  operationId: 'check_outgoing_calls',
  summary: 'Tell which webhooks could not be called any more if these lists were saved; nothing changes',
  tag: 'Company',
  access: { scope: 'company:read' },
  changesNothing: true,
  body: z.strictObject(lists).meta({ id: 'OutgoingCallsCheck' }),
  response: z.object({
    count: z.int().describe('Webhooks that can be called now and could not be then, in both environments.'),
    data: z.array(refusedWebhook).max(100).describe('The first of them.'),
  }),
  example: { body: { privateNetworks: ['127.0.0.0/8', '::1/128', '10.0.4.0/24'], destinations: [] } },
})

export const updateOutgoingCalls = route({
  method: 'PUT',
  path: '/api/company/outgoing-calls',
  operationId: 'update_outgoing_calls',
  summary: 'Replace where the calls of the company may go, what they trust, and their proxy',
  tag: 'Company',
  access: { scope: 'company:write' },
  changesCompany: true,
  body: outgoingCallsChange,
  response: outgoingCalls,
  errors: ['version_conflict'],
  example: { body: { privateNetworks: ['127.0.0.0/8', '::1/128', '10.0.4.0/24'], destinations: [], proxy: null, version: 0 } },
})
