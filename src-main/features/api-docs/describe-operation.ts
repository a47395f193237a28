import type { RouteExample, RouteSpec } from '../../contract/route.ts'
import { toWire, wireTemplate } from '../../contract/wire.ts'
import type { Json, MediaType, Operation, Parameter } from './open-api.ts'
import { type ExampleSource, schemaExample } from './schema-example.ts'

/** Of one operation: its contract, and the example that its record type gives it. */
export interface Described {
  readonly spec: RouteSpec
  readonly example: RouteExample | undefined
  readonly source: Omit<ExampleSource, 'io'>
  /** The codes whose example answers are among the components, by code. */
  readonly errors: ReadonlySet<string>
}

/** The operation with its description, and with examples of request, answers and errors. */
export function describeOperation(operation: Operation, described: Described): Operation {
  const { spec } = described
  const example = { ...described.example, ...spec.example }
  return {
    ...operation,
    description: descriptionOf(spec, operation),
    ...(operation.parameters === undefined ? {} : { parameters: parametersOf(operation.parameters, spec, example) }),
    ...(operation.requestBody === undefined ? {} : { requestBody: requestBodyOf(operation.requestBody, described, example) }),
    responses: responsesOf(operation, described, example),
  }
}

function descriptionOf(spec: RouteSpec, operation: Operation): string {
  const sentences = [spec.description ?? `${spec.summary}.`, accessSentence(spec)]
  if (spec.changesCompany === true) sentences.push('It holds for live and sandbox alike, so that a sandbox credential is refused.')
  if (spec.isCacheable === true) sentences.push('The answer has an `ETag`; with `If-None-Match` an unchanged one is answered by 304.')
  if (operation.parameters?.some(({ name }) => name.toLowerCase().includes('idempotency')) === true)
    sentences.push('The same idempotency key within 24 hours gives the same answer and writes nothing twice.')
  return sentences.join(' ')
}

function accessSentence({ access }: RouteSpec): string {
  if (access === 'public') return 'Needs no credential.'
  if (access === 'credential') return 'Needs a credential; its scopes decide what it gets.'
  return access === 'signed_in' ? 'For a person who is signed in to the window.' : `Needs the scope \`${access.scope}\`.`
}

/** What parameters of a name mean where their schema does not say it. */
const parameterNames: Readonly<Record<string, string>> = {
  id: 'The id, or the key that people use.',
  page: '`page[limit]` and `page[after]`, or `page` and `limit`.',
}

function parametersOf(parameters: readonly Parameter[], spec: RouteSpec, example: RouteExample): Parameter[] {
  const params = spec.params === undefined ? {} : (toWire(spec.params, { ...example.params }) as Json) // an object in, an object out
  const query = spec.query === undefined ? {} : (toWire(spec.query, { ...example.query }) as Json) // as above
  return parameters.map((parameter) => ({
    ...parameter,
    description: parameter.description ?? parameterNames[parameter.name] ?? `${wordsOf(parameter.name)}.`,
    ...exampleOfParameter(parameter, { params, query }),
  }))
}

const wordsOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`

function exampleOfParameter(parameter: Parameter, { params, query }: { params: Json; query: Json }): { example?: unknown } {
  if (parameter.in === 'path') return { example: pathExample(parameter, params[parameter.name]) }
  if (parameter.in === 'query' && parameter.name in query) return { example: query[parameter.name] }
  if (parameter.in === 'header') return parameter.name.includes('Idempotency') ? { example: '0a4fe1f2-6a0e-4f6e-9c5e-1f8f3d7d8c11' } : {}
  return parameter.required === true ? { example: requiredQuery(parameter) } : {}
}

function pathExample({ name, schema }: Parameter, given: unknown = 1): unknown {
  if (name === 'request_id') return 'req_01KAQ7V3M8W2N5T9Q4R6B1C0XD'
  return schema['type'] === 'string' ? String(given) : given
}

const requiredQuery = ({ name, schema }: Parameter): unknown => schemaExample(schema, { schemas: {}, examples: {}, io: 'input' }, name)

function requestBodyOf(body: NonNullable<Operation['requestBody']>, { spec, source }: Described, example: RouteExample) {
  const declared = spec.body !== undefined && example.body !== undefined ? toWire(spec.body, example.body) : undefined
  return { ...body, content: withExample(body.content, declared, { ...source, io: 'input' }) }
}

/** Each JSON content with its example. */
function withExample(content: Record<string, MediaType>, declared: unknown, source: ExampleSource): Record<string, MediaType> {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      type,
      isText(type) && media.schema !== undefined && media.example === undefined && media.examples === undefined
        ? { ...media, example: declared ?? schemaExample(media.schema, source) }
        : media,
    ]),
  )
}

const isText = (type: string): boolean => type.includes('json') || type === 'application/x-www-form-urlencoded'

function responsesOf(operation: Operation, { spec, source, errors }: Described, example: RouteExample): Operation['responses'] {
  const declared =
    example.response !== undefined && typeof spec.response === 'object' && !('mediaType' in spec.response)
      ? toWire(spec.response, example.response)
      : undefined
  return Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => {
      if (response.content === undefined) return [status, response]
      if (status.startsWith('2'))
        return [status, { ...response, content: withExample(response.content, declared, { ...source, io: 'output' }) }]
      const codes = response.description.split(', ').filter((code) => errors.has(code))
      const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]))
      const content = Object.entries(response.content).map(([type, media]) => [
        type,
        { ...media, ...(codes.length === 0 ? {} : { examples }) },
      ])
      return [status, { ...response, content: Object.fromEntries(content) }]
    }),
  )
}

/** By method and path on the wire, as the document has them. */
export const routeKey = (method: string, path: string): string => `${method.toUpperCase()} ${path}`
export const keyOfSpec = (spec: RouteSpec): string => routeKey(spec.method, wireTemplate(spec.path))
