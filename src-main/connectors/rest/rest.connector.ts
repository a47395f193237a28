import { z } from 'zod'
import { invalidField } from '../../lib/app-error.ts'
import { readTemplate, TemplateError } from '../../lib/liquid-template.ts'
import { action, type ConnectorContext, defineConnector, type TestFinding } from '../kit/connector.ts'
import { line, secretKey, webAddress } from '../kit/fields.ts'

const headerName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'must be a header name of letters, digits and hyphens')

const config = z.strictObject({
  baseUrl: webAddress,
  /** Where the key goes. */
  authHeader: headerName.default('Authorization'),
  authPrefix: line.max(50).default('Bearer'),
  testPath: line.default('/'),
})

const credentials = z.strictObject({ key: secretKey.nullable().default(null) })

type Context = ConnectorContext<z.output<typeof config>, z.output<typeof credentials>>

const request = z.strictObject({
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

const answer = z.object({ status: z.int(), body: z.string().describe('Its first 100,000 characters.') })

const longestBody = 100_000

async function callApi(context: Context, call: z.output<typeof request>): Promise<z.input<typeof answer>> {
  const text = bodyOf(call)
  const { status, text: body } = await context.http({
    method: call.method,
    path: call.path,
    headers: { ...call.headers, ...authHeaders(context) },
    ...(text === '' ? {} : { body: { bytes: text, mediaType: call.contentType } }),
    expects: 'anything',
    ...(call.isRepeatable ? { isRepeatable: true } : {}),
  })
  return { status, body: body.slice(0, longestBody) }
}

/** @throws AppError `invalid_request` for a template that cannot be read, or that the data makes fail. */
function bodyOf({ template, contentType, data }: z.output<typeof request>): string {
  if (template === '') return ''
  try {
    return readTemplate(template, contentType).render({ data })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw invalidField('template', error.message, 'Correct the template at this line; the guide to webhooks shows examples.')
  }
}

async function test(context: Context): Promise<TestFinding> {
  await context.http({ method: 'GET', path: context.config.testPath, headers: authHeaders(context), expects: 'anything' })
  return { account: null }
}

function authHeaders({ config: { authHeader, authPrefix }, credentials: { key } }: Context): Record<string, string> {
  return key === null ? {} : { [authHeader]: authPrefix === '' ? key : `${authPrefix} ${key}` }
}

/** Any HTTP API: for what has no connector of its own. */
export const restConnector = defineConnector({
  type: 'rest',
  name: 'REST',
  category: 'generic',
  protocol: 'HTTP',
  auth: 'key',
  config,
  credentials,
  http: { baseUrl: ({ baseUrl }) => baseUrl },
  actions: { callApi: action({ input: request, output: answer }, callApi) },
  test,
})
