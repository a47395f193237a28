import { z } from 'zod'
import { invalidField } from '../../lib/app-error.ts'
import { readTemplate, TemplateError } from '../../lib/liquid-template.ts'
import type { ConnectorContext } from './connector.ts'
import { line } from './fields.ts'

/** Name of an HTTP header. */
export const headerName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'must be a header name of letters, digits and hyphens')

/** Any request to an API that has no connector of its own. */
export const freeRequest = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  path: z
    .string()
    .max(2_000)
    .regex(/^\/[^\s#]*$/, 'must begin with / and hold no spaces')
    .default('/'),
  headers: z.record(headerName, line.max(4_000)).default({}),
  contentType: line.max(100).default('application/json'),
  template: z.string().max(20_000).default('').describe('Liquid over data; makes the body.'),
  data: z.record(z.string(), z.unknown()).default({}),
  isRepeatable: z.boolean().default(false).describe('The receiver does no more when the same comes twice.'),
})

export const freeAnswer = z.object({ status: z.int(), body: z.string().describe('Its first 100,000 characters.') })

const longestBody = 100_000

/** Sends it. @param own headers that the connection adds, its key among them. @throws ConnectorFailure; AppError `invalid_request` */
export async function sendFreeRequest(
  { http }: Pick<ConnectorContext<unknown, unknown>, 'http'>,
  call: z.output<typeof freeRequest>,
  own: Readonly<Record<string, string>> = {},
): Promise<z.input<typeof freeAnswer>> {
  const text = bodyOf(call)
  const { status, text: body } = await http({
    method: call.method,
    path: call.path,
    headers: { ...call.headers, ...own },
    ...(text === '' ? {} : { body: { bytes: text, mediaType: call.contentType } }),
    expects: 'anything',
    ...(call.isRepeatable ? { isRepeatable: true } : {}),
  })
  return { status, body: body.slice(0, longestBody) }
}

/** @throws AppError `invalid_request` for a template that cannot be read, or that the data makes fail. */
function bodyOf({ template, contentType, data }: z.output<typeof freeRequest>): string {
  if (template === '') return ''
  try {
    return readTemplate(template, contentType).render({ data })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw invalidField('template', error.message, 'Correct the template at this line; the guide to webhooks shows examples.')
  }
}
