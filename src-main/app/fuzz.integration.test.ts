import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, onTestFailed, test } from 'vitest'
import { events } from '../events/events.table.ts'
import { openApiDocument } from '../infra/http/openapi.ts'
import { createTestApp, type TestAnswer, type TestApp } from './test-app.ts'
import { creatableTypes, createSampler } from './test-records.ts'
import { arbitraryOf, brokenOf } from './test-schema-arbitrary.ts'

type Json = Readonly<Record<string, unknown>>

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Json
}

interface Operation {
  readonly operationId: string
  readonly security: readonly Json[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: Json } } }
  readonly responses: Readonly<Record<string, { readonly content?: { readonly 'application/json'?: { readonly schema: Json } } }>>
}

interface Call {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** Requests an operation, half of them broken. */
const runs = Number(process.env['INTERLOCK_FUZZ_RUNS'] ?? 40)

/** They end the session or the key that they are sent with, or change its limits: each is sent to an application of its own. */
const ownPlant = [
  'revoke_api_key',
  'change_api_key',
  'update_api_access',
  'update_outgoing_calls',
  'set_up_owner',
  'sign_in',
  'sign_out',
  'sign_out_everywhere',
  'change_password',
]

/** Left out: its answer goes on. */
const leftOut = new Set([...ownPlant, 'stream_events'])

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const post = (path: string, body: object) => app.request('POST', path, { key, body })
  for (const name of ['Anadolu Döküm', 'Çağrı Şişe']) await post('/api/v1/customers', { name })
  const line = { description: 'Kaynak', quantity: 2, unit: 'sa', unit_price: 65_000, tax_rate: 20 }
  for (const title of ['Gövde', 'Flanş', 'Mil']) await post('/api/v1/jobs', { title, customer_id: 1, lines: [line] })
  const { create } = createSampler(app, key)
  for (const type of creatableTypes) for (let count = 0; count < 2; count += 1) await create(type)
  const document = openApiDocument(app.routes, { version: 'fuzz' }) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
    readonly components: { readonly schemas: Json }
  } // the document's shape is its standard's
  return { app, key, document }
}

/** Ids that exist, ids that do not, and what is no id. */
const someId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1', '2', '3') },
  { weight: 2, arbitrary: fc.constantFrom('JOB-1', 'CUS-2', '999999', '0', '-1', 'abc', '1e3', '%00', '..%2F..') },
)

/** Where a field names another record or a version, what may well exist. */
function likely(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fc.constant(value)
  return fc.record(
    Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        typeof item === 'number' && (name.endsWith('_id') || name === 'version') ? fc.integer({ min: 1, max: 3 }) : fc.constant(item),
      ]),
    ),
  )
}

/** Bodies of a bulk write, whose items its own schema leaves open. */
const bulkOf = (item: fc.Arbitrary<unknown>, method: string): fc.Arbitrary<unknown> =>
  fc.record({
    items: fc.array(
      fc
        .tuple(item.chain(likely), fc.record({ id: fc.integer({ min: 1, max: 3 }), version: fc.integer({ min: 1, max: 3 }) }))
        .map(([fields, known]) => ({ ...(fields as Json), ...(method === 'patch' ? known : {}) })), // items are objects
      { minLength: 1, maxLength: 4 },
    ),
    atomic: fc.boolean(),
  })

interface Described {
  readonly path: string
  readonly method: string
  readonly operation: Operation
  readonly schemas: Json
  /** Of a bulk write, the body of the write alone. */
  readonly items: Json | undefined
}

function callsOf({ path, method, operation, schemas, items }: Described): fc.Arbitrary<Call> {
  const of = (schema: Json): fc.Arbitrary<unknown> => arbitraryOf(schema, schemas)
  const pathParameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
  const queryParameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const schema = operation.requestBody?.content['application/json']?.schema
  const valid = items === undefined ? (schema === undefined ? fc.constant(undefined) : of(schema).chain(likely)) : bulkOf(of(items), method)
  const body = schema === undefined ? valid : fc.oneof(valid, brokenOf(valid))
  const query = fc.record(Object.fromEntries(queryParameters.map(({ name, schema: inner }) => [name, of(inner)])), { requiredKeys: [] })
  return fc
    .tuple(fc.record(Object.fromEntries(pathParameters.map(({ name }) => [name, someId]))), query, body)
    .map(([ids, queries, content]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String((ids as Json)[name])) + queryString(queries as Json),
      body: content,
    }))
}

function queryString(values: Json): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'object' || value === null) search.append(name, String(value))
    else for (const [inner, item] of Object.entries(value)) search.append(`${name}[${inner}]`, String(item))
  }
  return search.size === 0 ? '' : `?${search}`
}

function createChecker(schemas: Json) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', components: { schemas } })
  const compiled = new Map<Json, ValidateFunction>()
  return (schema: Json, value: unknown): string | undefined => {
    const known = compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')))
    compiled.set(schema, known)
    return known(value) ? undefined : ajv.errorsText(known.errors)
  }
}

/** A write that a record shows must have left an event of its request, one of each record in bulk; what changed nothing leaves none. */
function lacksEvent(app: TestApp, call: Call, answer: TestAnswer): boolean {
  const isRecordWrite = call.method !== 'GET' && call.path.startsWith('/api/v1/') && answer.status < 300
  if (!isRecordWrite) return false
  const ofRequest = eq(events.requestId, answer.headers.get('x-request-id') ?? '')
  const count = (where: SQL | undefined): number =>
    app.look('live').select({ count: sql<number>`count(*)` }).from(events).where(where).get()?.count ?? 0
  if (call.path.includes('/bulk')) return writtenInBulk(call, answer).some(({ id }) => count(and(ofRequest, eq(events.recordId, id))) === 0)
  const isUnchanged = call.method === 'PATCH' && answer.body?.version === (call.body as { version?: number }).version
  return count(ofRequest) === 0 && !isUnchanged
}

interface Versioned {
  readonly id: number
  readonly version?: number
}

/** The records that a bulk write made or changed: none of what was refused, or is as it was. */
function writtenInBulk({ method, body }: Call, answer: TestAnswer): Versioned[] {
  const { items } = body as { items: readonly Versioned[] } // or it had been refused
  const results = answer.body.data as readonly { record: Versioned | null }[] // the contract says so
  return results.flatMap(({ record }, index) => {
    const isUnchanged = method === 'PATCH' && record?.version === items[index]?.version
    return record === null || isUnchanged ? [] : [record]
  })
}

/** Every refusal says how to fix it, and where its code is explained. */
const lacksHelp = ({ status, body }: TestAnswer): boolean =>
  status >= 400 && !(body?.details?.fix?.length > 0 && body.details.docs === `/api/docs/errors/${body.code}`)

/** What is wrong with an answer; undefined when nothing is. */
function complaintOf(app: TestApp, { call, answer, operation, check }: Answered): string | undefined {
  const response = operation.responses[answer.status]
  if (answer.status >= 500 || response === undefined) return 'unexpected status'
  if (lacksEvent(app, call, answer)) return 'no event'
  if (lacksHelp(answer)) return 'no fix or docs'
  const schema = response.content?.['application/json']?.schema
  // `fields` leaves out what the schema requires.
  return schema === undefined || call.path.includes('fields=') ? undefined : check(schema, answer.body)
}

interface Answered {
  readonly call: Call
  readonly answer: TestAnswer
  readonly operation: Operation
  readonly check: ReturnType<typeof createChecker>
}

type Plant = Awaited<ReturnType<typeof createPlant>>

/** A key, and a session where only that is taken; both made anew when a request has ended them. */
function createCredentials({ app, key }: Plant) {
  let current = key
  let session: Readonly<Record<string, string>> | undefined
  return {
    of: async ({ security }: Operation): Promise<Readonly<Record<string, string>>> => {
      if (security.length === 0 || security.some((scheme) => 'ApiKey' in scheme)) return { 'x-api-key': current }
      session ??= await app.signIn()
      return session
    },
    renew: async () => {
      current = await app.createKey(['admin'])
      session = undefined
    },
  }
}

/** Sends the calls of some operations to a plant. @returns what is wrong with the answers, the first ten, and how often each status came, and how many records bulk writes wrote. */
async function fuzz(plant: Plant, isWanted: (operationId: string) => boolean, seed: number) {
  const { app, document } = plant
  const { schemas } = document.components
  const check = createChecker(schemas)
  const credentials = createCredentials(plant)
  const statuses = new Map<number, number>()
  let sent = 0
  let inBulk = 0
  const send = async (call: Call, operation: Operation): Promise<TestAnswer> => {
    sent += 1
    const options = call.body === undefined ? {} : { body: call.body }
    const headers = { ...(await credentials.of(operation)), 'X-Idempotency-Key': `fuzz-${sent}` }
    const answer = await app.request(call.method, call.path, { ...options, headers })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (answer.status === 401 || operation.operationId.startsWith('sign_out')) await credentials.renew()
    return answer
  }
  const complaints: string[] = []
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods).filter(([, each]) => isWanted(each.operationId)))
      for (const call of fc.sample(callsOf({ path, method, operation, schemas, items: itemsOf(document, path, method) }), {
        numRuns: runs,
        seed,
      })) {
        const answer = await send(call, operation)
        if (call.path.endsWith('/bulk') && answer.status < 300) inBulk += writtenInBulk(call, answer).length
        const complaint = complaintOf(app, { call, answer, operation, check })
        const body = JSON.stringify(call.body)?.slice(0, 300)
        if (complaint !== undefined)
          complaints.push(`${complaint}: ${call.method} ${call.path} ${body} -> ${answer.status} ${answer.text.slice(0, 300)}`)
      }
  return { complaints: complaints.slice(0, 10), statuses, sent, inBulk }
}

/** What one item of a bulk write is by itself. */
function itemsOf({ paths }: Plant['document'], path: string, method: string): Json | undefined {
  const single = path.endsWith('/bulk') ? paths[method === 'post' ? path.slice(0, -5) : path.replace(/bulk$/, '{id}')]?.[method] : undefined
  return single?.requestBody?.content['application/json']?.schema
}

function chooseSeed(): number {
  const seed = Number(process.env['INTERLOCK_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
  onTestFailed(() => void process.stderr.write(`Run it again with INTERLOCK_FUZZ_SEED=${seed}\n`))
  return seed
}

test('no request that the document describes, valid or broken, is answered by a 5xx or against its schema, and no write lacks its event', async () => {
  const { complaints, statuses, sent, inBulk } = await fuzz(await createPlant(), (operationId) => !leftOut.has(operationId), chooseSeed())
  expect(complaints).toEqual([])
  // The fuzz reaches what it is meant to reach.
  expect(sent).toBeGreaterThan(200 * runs)
  expect(statuses.get(200) ?? 0).toBeGreaterThan(200)
  expect(statuses.get(201) ?? 0).toBeGreaterThan(20)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(200)
  expect(inBulk).toBeGreaterThan(20)
}, 300_000)

test.each(ownPlant)(
  'nor is one of %s, which can end what it is sent with',
  async (operation) => {
    const { complaints, sent } = await fuzz(await createPlant(), (operationId) => operationId === operation, chooseSeed())
    expect([complaints, sent]).toEqual([[], runs])
  },
  60_000,
)
