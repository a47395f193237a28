import type { Json } from './open-api.ts'

export interface ExampleSource {
  readonly schemas: Readonly<Record<string, Json>>
  /** Examples of whole components, which their declarations give. */
  readonly examples: Readonly<Record<string, unknown>>
  /** A request shows what it must carry; an answer everything. */
  readonly io: 'input' | 'output'
}

/** An example of a JSON schema: what the schema or its component declares, else by type, format and the property's name. */
export function schemaExample(schema: Json, source: ExampleSource, name = ''): unknown {
  const declared = declaredExample(schema, source, name)
  if (declared !== undefined) return declared.value
  const options = schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']
  if (Array.isArray(options)) return ofOptions(options as Json[], source, name) // schemas, by the standard
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']]
  if (types.length > 1 && types.includes('null') && usuallyNull.test(name)) return null
  const type = types.find((each) => each !== 'null') ?? types[0]
  switch (type) {
    case 'object':
      return objectExample(schema, source)
    case 'array':
      return [schemaExample((schema['items'] ?? {}) as Json, source, singular(name))] // a schema, by the standard
    case 'string':
      return textExample(schema, name)
    case 'integer':
    case 'number':
      return numberExample(schema, name)
    case 'boolean':
      return !usuallyFalse.test(name)
    case 'null':
      return null
    default:
      return {}
  }
}

function declaredExample(schema: Json, source: ExampleSource, name: string): { readonly value: unknown } | undefined {
  if (typeof schema['$ref'] === 'string') {
    const component = schema['$ref'].slice(schema['$ref'].lastIndexOf('/') + 1)
    if (component in source.examples) return { value: source.examples[component] }
    return { value: schemaExample(source.schemas[component] ?? {}, source, name) }
  }
  if (Array.isArray(schema['examples'])) return { value: schema['examples'][0] }
  for (const keyword of ['example', 'const', 'default']) if (keyword in schema) return { value: schema[keyword] }
  if (Array.isArray(schema['enum'])) return { value: schema['enum'][0] }
  return undefined
}

const usuallyFalse = /_cut$|^is_(?:test|manual|secret|ordered)$/

/** What usually did not happen: a key is not revoked, a delivery has no error, an alarm is not shelved. */
const usuallyNull =
  /^(?:error|disabled_reason|error_code|expires_at|revoked_at|deleted_at|next_attempt_at|last_error|next_cursor|query_params|sunset|filter|user_name|(?:acknowledge|shelve)_note|(?:resolved|acknowledged|shelved|closed)_(?:at|by|until)|previous_secret_\w+|rotated_\w+)$/

function ofOptions(options: readonly Json[], source: ExampleSource, name: string): unknown {
  const isNullable = options.some((option) => option['type'] === 'null')
  if (isNullable && usuallyNull.test(name)) return null
  return schemaExample(options.find((option) => option['type'] !== 'null') ?? {}, source, name)
}

function objectExample(schema: Json, source: ExampleSource): Json {
  const properties = (schema['properties'] ?? {}) as Record<string, Json> // a schema each, by the standard
  const required = (schema['required'] ?? []) as readonly string[] // as above
  const shown = Object.entries(properties).filter(([name]) => required.includes(name))
  return Object.fromEntries(shown.map(([name, property]) => [name, schemaExample(property, source, name)]))
}

const singular = (name: string): string => (/ies$/.test(name) ? name.replace(/ies$/, 'y') : name.replace(/(?<=s)es$|s$/, ''))

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T08:40:12.123Z',
  date: '2026-11-22',
  email: 'ayse@ozturkmakina.example',
  uri: 'http://192.168.1.20:8080/interlock',
  ipv4: '192.168.1.20',
  uuid: '0a4fe1f2-6a0e-4f6e-9c5e-1f8f3d7d8c11',
  binary: '…',
}

/** What a property of this name holds in a plant. */
const names: Readonly<Record<string, string>> = {
  name: 'MES gateway',
  description: 'Line 2',
  url: 'http://127.0.0.1:4790/',
  email: 'ayse@ozturkmakina.example',
  request_id: 'req_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
  event_id: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
  event: 'job.completed',
  event_type: 'job.completed',
  record_type: 'job',
  record_key: 'JOB-1042',
  actor_name: 'MES gateway',
  user_agent: 'mes-gateway/2.4',
  address: '192.168.1.20',
  ip_address: '192.168.1.20',
  method: 'POST',
  path: '/api/v1/jobs',
  slug: 'ozturk-makina',
  key_prefix: 'live_Ab3dEf9h',
  key: 'live_Ab3dEf9hQ2…',
  secret: 'whsec_…',
  owner_name: 'Ayşe Öztürk',
  last_used_address: '192.168.1.20',
  allowed_address: '192.168.1.0/24',
  language: 'tr',
  version: '0.1.0',
  currency: 'TRY',
  time_zone: 'Europe/Istanbul',
  password: 'correct horse battery',
  current_password: 'correct horse battery',
  new_password: 'correct horse battery staple',
  hour: '2026-11-22T08:00:00.000Z',
  id: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
  alarm_key: 'ALM-12',
  subject_name: 'MES gateway',
  customer_name: 'Çağrı Şişe İmalat A.Ş.',
  company_name: 'Öztürk Makina',
  tax_number: '9900000011',
  job_key: 'JOB-1042',
  unit: 'sa',
  title: 'Ağır şase montajı, 3 adet',
  api_version: '2026-11-01',
  current_revision: '2026-11-01',
  revision: '2026-11-01',
  date: '2026-11-01',
  client_id: 'ilc_3f9a0c5d7e2b8146a0d9c4e1',
  client_secret: 'ilcs_…',
  client_name: 'Shift tablet',
  client_description: 'Tablets of the night shift',
  redirect_uri: 'http://127.0.0.1/callback',
  redirect_to: '/api/oauth/authorize/V1StGXR8_Z5jdHi6B-myT',
  scope: 'jobs:read',
  person_name: 'Ayşe Öztürk',
  person_email: 'ayse@ozturkmakina.example',
  access_token: 'eyJhbGciOiJFUzI1NiJ9…',
  token_type: 'Bearer',
  sub: '1',
  csrf_token: 'b3Jkb3VibGVjaGVjaw',
  prefix: 'live_Ab3dEf9h',
  webhook_name: 'MES gateway',
  status: 'delivered',
  code: 'recipient_not_registered',
  message: 'The recipient is not registered for e-invoices.',
  author_name: 'Murat Kaya',
  value: 'plant-1',
  pdf: 'JVBERi0xLjMK…',
  request_body: '{"title":"Ağır şase montajı, 3 adet","customer_id":61}',
  response_body: '{"id":1042,"job_key":"JOB-1042"}',
  body: 'ok',
  text: 'Records have a field more.',
}

/** Texts of the kinds that patterns ask for; the first that fits is taken. */
const kinds = [
  'text',
  '1',
  '1234567890',
  '10000000146',
  '+905325550107',
  'job.completed',
  'https://panel.plant.example',
  '192.168.1.20',
  '2026-11-01',
  '2026-11',
  '08:30',
  'TR',
  'TRY',
  'PO-7741',
  'JOB-1042',
  '0'.repeat(64),
]

function textExample(schema: Json, name: string): string {
  const usual = formats[String(schema['format'])] ?? names[name] ?? 'text'
  const pattern = typeof schema['pattern'] === 'string' && schema['format'] === undefined ? new RegExp(schema['pattern']) : undefined
  const text = pattern === undefined || pattern.test(usual) ? usual : (kinds.find((kind) => pattern.test(kind)) ?? usual)
  return typeof schema['maxLength'] === 'number' ? text.slice(0, schema['maxLength']) : text
}

const numbers: Readonly<Record<string, number>> = {
  id: 1042,
  version: 3,
  limit: 20,
  response_status: 200,
  status: 200,
  response_time_ms: 34,
  expires_in: 3_600,
  answer_delay_ms: 1_500,
  retry_count: 8,
  timeout_seconds: 30,
  grace_hours: 24,
  threshold: 10,
  value: 12,
  calls: 140,
  quantity: 36,
  unit_price: 65_000,
  tax_rate: 20,
  rate_limit_per_hour: 1_000,
}

function numberExample(schema: Json, name: string): number {
  const lowest = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? 0)
  return Math.max(numbers[name] ?? 1, Math.max(lowest, 0))
}
