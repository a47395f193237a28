import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { onTestFinished } from 'vitest'
import { root } from '../../../scripts/run-command.ts'

type Json = Readonly<Record<string, unknown>>

/** Vendors' own descriptions, which stand beside the project and not in it. */
const places = [join(root, '..', 'shared', 'vendor-specs'), join(root, '..', '..', 'shared', 'vendor-specs')]

/** Where they are; undefined where they are not, which is said once. */
export const vendorSpecs = ((): string | undefined => {
  const found = places.find((path) => existsSync(path))
  if (found === undefined)
    process.stderr.write('No vendor descriptions in ../shared/vendor-specs: requests are not checked against them.\n')
  return found
})()

/** One request as the vendor got it. */
export interface VendorRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Parsed by its media type: JSON, or the fields of a form, a repeated one as a list. */
  readonly body: unknown
  readonly text: string
}

export interface VendorAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON unless it is a text. */
  readonly body?: unknown
}

/** A vendor of a test. */
export interface TestVendor {
  /** For the base URL of the connection. */
  readonly url: string
  readonly requests: readonly VendorRequest[]
  /** What is wrong with the requests by the vendor's description; empty when nothing is. */
  readonly complaints: readonly string[]
}

/**
 * A local server in the place of a vendor, which checks each request by the vendor's OpenAPI description: method, path, query, headers it requires,
 * body; objects are closed, so that a mistyped optional field is found. @param spec name of the file, `twilio-messages.openapi.json`; null for none.
 * @param more operations of the vendor that the file lacks.
 */
export async function startTestVendor(
  spec: string | null,
  answer: (request: VendorRequest, count: number) => VendorAnswer,
  more: Document['paths'] = {},
): Promise<TestVendor> {
  const requests: VendorRequest[] = []
  const complaints: string[] = []
  const check = spec === null || vendorSpecs === undefined ? undefined : createChecker(join(vendorSpecs, spec), more)
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const url = new URL(incoming.url ?? '/', 'http://vendor')
    const text = Buffer.concat(chunks).toString('utf8')
    const { method = '', headers } = incoming
    const request = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      text,
      body: await bodyOf(Buffer.concat(chunks), headers['content-type']),
    }
    requests.push(request)
    try {
      complaints.push(...(check?.(request) ?? []))
    } catch (error) {
      complaints.push(`the description cannot be used: ${error}`)
    }
    const { status, headers: given = {}, body } = answer(request, requests.length)
    const isText = typeof body === 'string'
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...given })
    response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, complaints } // it listens on TCP
}

/** A file of a form is its text. */
async function bodyOf(bytes: Buffer<ArrayBuffer>, mediaType = ''): Promise<unknown> {
  const text = bytes.toString('utf8')
  if (/multipart\/form-data/.test(mediaType)) {
    const form = await new Response(bytes, { headers: { 'content-type': mediaType } }).formData()
    const fields = [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()])
    return Object.fromEntries(await Promise.all(fields))
  }
  if (/json/.test(mediaType)) return JSON.parse(text)
  if (!/urlencoded/.test(mediaType)) return text === '' ? undefined : text
  const fields = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => [name, fields.getAll(name).length > 1 ? fields.getAll(name) : fields.get(name)]),
  )
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema?: Json
  readonly 'x-reserved-expansion'?: boolean
}

interface RequestBody {
  readonly required?: boolean
  readonly content: Readonly<Record<string, { readonly schema?: Json }>>
}

interface Reference {
  readonly $ref: string
}

interface Operation {
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: RequestBody | Reference
}

interface Document {
  readonly servers?: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly parameters?: Operation['parameters'] }>>
}

type Validate = (schema: Json, value: unknown) => string | undefined

/** @param isOfForms the fields of a form are texts, whatever they stand for. */
function createValidator(document: Document, isOfForms: boolean): Validate {
  // Without a logger it does not tell each format of a vendor that it leaves unchecked, `phone-number`.
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: isOfForms })
  addFormats.default(ajv)
  // NB: in the alphabet of URLs too, in which Google has it.
  ajv.addFormat('byte', /^[\w+/-]*={0,2}$/)
  ajv.addSchema(document as unknown as Json, 'vendor')
  const compiled = new Map<Json, ValidateFunction>()
  return (schema, value) => {
    const known = compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"vendor#/')))
    compiled.set(schema, known)
    return known(structuredClone(value)) ? undefined : ajv.errorsText(known.errors)
  }
}

const isForm = ({ headers }: VendorRequest): boolean => /urlencoded|multipart/.test(headers['content-type'] ?? '')

function createChecker(file: string, more: Document['paths']): (request: VendorRequest) => string[] {
  const given: Document = JSON.parse(readFileSync(file, 'utf8'))
  const document = closedDocument({ ...given, paths: { ...given.paths, ...more } })
  const validateJson = createValidator(document, false)
  const validateForm = createValidator(document, true)
  return (request) => {
    const found = pathOf(document, request.path)
    const operation = found === undefined ? undefined : (document.paths[found]?.[request.method.toLowerCase()] as Operation | undefined)
    if (found === undefined || operation === undefined) return [`${request.method} ${request.path} is no operation of ${file}`]
    const where = `${request.method} ${found}`
    const parameters = [...(document.paths[found]?.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolved(document, one))
    const body = operation.requestBody && resolved(document, operation.requestBody)
    return [...parametersOf(request, parameters), ...bodyComplaints(request, body, isForm(request) ? validateForm : validateJson)].map(
      (complaint) => `${where}: ${complaint}`,
    )
  }
}

/** What a reference of the document points to. */
const resolved = <Node extends object>(document: Document, node: Node | { readonly $ref: string }): Node =>
  '$ref' in node
    ? (node.$ref
        .slice(2)
        .split('/')
        .reduce<unknown>((inner, key) => (inner as Json)[key], document) as Node)
    : node // a reference of a description leads to what stands in its place

function bodyComplaints({ headers, body }: VendorRequest, expected: RequestBody | undefined, validate: Validate): string[] {
  if (expected === undefined) return body === undefined ? [] : ['takes no body']
  if (body === undefined) return expected.required === true ? ['needs a body'] : []
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
  const content = expected.content[mediaType] ?? expected.content['*/*']
  if (content === undefined) return [`takes ${Object.keys(expected.content).join(', ')} and got ${mediaType}`]
  const complaint = content.schema === undefined ? undefined : validate(content.schema, body)
  return complaint === undefined ? [] : [complaint]
}

function parametersOf({ query, headers }: VendorRequest, parameters: readonly Parameter[]): string[] {
  const known = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name))
  const unknown = [...new Set(query.keys())].filter((name) => !known.has(name)).map((name) => `has no query parameter ${name}`)
  const missing = parameters
    .filter((one) => one.required === true && one.in !== 'path')
    .filter(({ in: place, name }) => (place === 'query' ? !query.has(name) : headers[name.toLowerCase()] === undefined))
    .map(({ in: place, name }) => `lacks the ${place} parameter ${name}`)
  return [...unknown, ...missing]
}

/**
 * The path of the description that a path is one of; that of the server stands before it or not, as the base URL of the vendor has it. Of several, the
 * one that says most: `/values/{range}:append` and not `/values/{range}`.
 */
function pathOf(document: Document, path: string): string | undefined {
  const { paths, servers = [] } = document
  const bases = ['', ...servers.map(({ url }) => new URL(url, 'http://vendor').pathname.replace(/\/$/, ''))]
  const bare = bases.flatMap((base) => (path.startsWith(base) ? [path.slice(base.length)] : []))
  const fitting = Object.keys(paths).filter((template) => bare.some((one) => patternOf(document, template).test(one)))
  return fitting.toSorted((one, other) => spokenLength(other) - spokenLength(one))[0]
}

const spokenLength = (template: string): number => template.replaceAll(/\{[^}]+\}/g, '').length

/** NB: a parameter with a slash in it is only one where the vendor says so (`x-reserved-expansion` of Google). */
function patternOf(document: Document, template: string): RegExp {
  const parts = template.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    return hasSlashes(document, template, part.slice(1, -1)) ? '[^/]+/[^/]+' : '[^/]+'
  })
  return new RegExp(`^${parts.join('')}$`)
}

const hasSlashes = (document: Document, template: string, name: string): boolean =>
  Object.values(document.paths[template] ?? {}).some((operation) =>
    ((operation as Operation).parameters ?? []).some((given) => {
      const parameter = resolved(document, given)
      return parameter.name === name && parameter['x-reserved-expansion'] === true
    }),
  )

/** Stands behind the name of a schema that is part of another, which closes it. */
const part = '__part'

/** A description with every object closed, since an open one would let a mistyped field pass. NB: what is a part of another is closed by that. */
function closedDocument(document: Document & { readonly components?: { readonly schemas?: Json } }): Document {
  const schemas = document.components?.schemas ?? {}
  const parts = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name + part, closed(schema, true)]))
  const whole = closed(document, false) as Document & { readonly components?: { readonly schemas?: Json } }
  return { ...whole, components: { ...whole.components, schemas: { ...whole.components?.schemas, ...parts } } } as Document
}

const combining = ['allOf', 'anyOf', 'oneOf']

function closed(node: unknown, isPart: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => closed(item, false))
  if (typeof node !== 'object' || node === null) return node
  const given = node as Json
  if (isPart && typeof given['$ref'] === 'string') return { ...given, $ref: given['$ref'] + part }
  const hasFields = typeof given['properties'] === 'object'
  const closes = given['allOf'] !== undefined || (hasFields && combining.some((word) => given[word] !== undefined))
  const inner = Object.fromEntries(
    Object.entries(given).map(([key, value]) =>
      closes || isPart
        ? [key, combining.includes(key) && Array.isArray(value) ? value.map((one) => closed(one, true)) : closed(value, false)]
        : [key, closed(value, false)],
    ),
  )
  const isOpen = (hasFields || given['allOf'] !== undefined) && given['additionalProperties'] === undefined
  return isOpen && !isPart ? { ...inner, unevaluatedProperties: false } : inner
}
