import { z } from 'zod'
import { route } from '../../contract/route.ts'

export const defaultPerMinute = 300

/** `https://panel.example.com:8443`: what a browser sends as Origin. */
const origin = z
  .string()
  .max(253 + 16)
  .regex(
    /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/,
    'must be an origin such as https://panel.example.com, in small letters and without a path',
  )

const perMinute = z.int().min(1).max(10_000_000)

const settings = {
  allowedOrigins: z
    .array(origin)
    .max(50)
    .describe('Web sites whose pages may call the API with a key of this company, each as the browser sends it in Origin.'),
  readsPerMinute: perMinute.describe('Reads that all credentials of the company together may make in a minute, in each environment.'),
  writesPerMinute: perMinute.describe('Writes, likewise.'),
}

const apiAccess = z.object({ ...settings, version: z.int() }).meta({ id: 'ApiAccess' })

export type ApiAccess = z.output<typeof apiAccess>

const apiAccessChange = z
  .strictObject({ ...settings, version: z.int().min(0).describe('The version that was read; a newer one answers 409.') })
  .meta({ id: 'ApiAccessChange' })

export type ApiAccessChange = z.output<typeof apiAccessChange>

export const getApiAccess = route({
  method: 'GET',
  path: '/api/company/api-access',
  operationId: 'get_api_access',
  summary: 'Get what holds for every caller of the company: allowed origins and limits',
  tag: 'Company',
  access: { scope: 'company:read' },
  response: apiAccess,
})

export const updateApiAccess = route({
  method: 'PUT',
  path: '/api/company/api-access',
  operationId: 'update_api_access',
  summary: 'Replace the allowed origins and the limits of the company',
  tag: 'Company',
  access: { scope: 'company:write' },
  changesCompany: true,
  body: apiAccessChange,
  response: apiAccess,
  errors: ['version_conflict'],
  example: { body: { allowedOrigins: ['https://panel.plant.example'], readsPerMinute: 600, writesPerMinute: 300, version: 1 } },
})
