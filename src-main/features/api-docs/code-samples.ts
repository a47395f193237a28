import { type ApiDocument, type CodeSample, type Json, type Located, operationsOf, successStatus } from './open-api.ts'

/** One request as a sample shows it. In all of its texts `$KEY` is a variable of the environment: a secret, or what an earlier answer told. */
interface SampleRequest {
  readonly operationId: string
  readonly method: string
  readonly url: string
  /** `$uuid` is a fresh id. */
  readonly headers: Readonly<Record<string, string>>
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'form'; readonly value: Readonly<Record<string, string>> }
    | undefined
  /** The file that the answer is saved to; undefined when it is JSON or empty. */
  readonly file: string | undefined
  readonly isEmpty: boolean
}

/** The document with each operation's samples in curl, JavaScript and Python, at the address of its server. */
export function withCodeSamples(document: ApiDocument): ApiDocument {
  const base = document.servers[0]?.url ?? ''
  const paths: ApiDocument['paths'] = {}
  for (const located of operationsOf(document)) {
    const request = sampleRequest(located, base)
    const operation = { ...located.operation, 'x-codeSamples': samplesOf(request) }
    paths[located.path] = { ...paths[located.path], [located.method]: operation }
  }
  return { ...document, paths }
}

const samplesOf = (request: SampleRequest): CodeSample[] => [
  { lang: 'shell', label: 'curl', source: curlSample(request) },
  { lang: 'javascript', label: 'JavaScript', source: javascriptSample(request) },
  { lang: 'python', label: 'Python', source: pythonSample(request) },
]

/** Parts of a URL that nobody knows before an answer told them. */
const urlVariables: Readonly<Record<string, string>> = {
  'get_event id': '$EVENT_ID',
  'get_thread event_id': '$EVENT_ID',
  'get_request request_id': '$REQUEST_ID',
  'get_oauth_consent uid': '$AUTHORIZATION_ID',
  'decide_oauth_consent uid': '$AUTHORIZATION_ID',
}

function sampleRequest({ path, method, operation }: Located, base: string): SampleRequest {
  const parameters = operation.parameters ?? []
  const exampleOf = (name: string): string =>
    urlVariables[`${operation.operationId} ${name}`] ??
    encodeURIComponent(String(parameters.find((each) => each.name === name)?.example ?? ''))
  const query = parameters
    .filter((each) => each.in === 'query' && each.example !== undefined)
    .flatMap(({ name, example }) => {
      const variable = urlVariables[`${operation.operationId} ${name}`]
      return variable === undefined ? pairs(name, example) : [`${name}=${variable}`]
    })
  const isForm = operation.requestBody?.content['application/x-www-form-urlencoded'] !== undefined
  const content = operation.requestBody?.content[isForm ? 'application/x-www-form-urlencoded' : 'application/json']
  const [mediaType] = Object.keys(operation.responses[successStatus(operation)]?.content ?? {})
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    url: `${base}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => exampleOf(name))}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers: headersOf({ path, method, operation }, content !== undefined && !isForm),
    body: content === undefined ? undefined : bodyOf(operation.operationId, content.example, isForm),
    file: mediaType === undefined || mediaType.includes('json') ? undefined : fileName(operation.operationId, mediaType),
    isEmpty: mediaType === undefined,
  }
}

/** Secrets in bodies. */
const bodyVariables: Readonly<Record<string, string>> = {
  client_id: '$CLIENT_ID',
  client_secret: '$CLIENT_SECRET',
  token: '$ACCESS_TOKEN',
}

/** Fields of one operation's body that nobody knows before an answer told them. */
const ownVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  set_up_owner: { token: '$SETUP_TOKEN' },
  open_invitation: { token: '$INVITATION_TOKEN' },
  accept_invitation: { token: '$INVITATION_TOKEN' },
  rewind_event_consumer: { event_id: '$EVENT_ID' },
}

function bodyOf(operationId: string, example: unknown, isForm: boolean): SampleRequest['body'] {
  const variables = ownVariables[operationId] ?? (isForm ? bodyVariables : {})
  const secrets = Object.entries(variables).filter(([name]) => Object.hasOwn(example as Json, name)) // bodies with secrets are objects
  const value = secrets.length === 0 ? example : { ...(example as Json), ...Object.fromEntries(secrets) } // as above
  return isForm ? { kind: 'form', value: value as Readonly<Record<string, string>> } : { kind: 'json', value } // a form has texts alone
}

/** `page[limit]=20` of `{ limit: 20 }`. */
function pairs(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encodeURIComponent(String(value))}`]
  return Object.entries(value as Json).map(([inner, item]) => `${name}[${inner}]=${encodeURIComponent(String(item))}`)
}

function headersOf(located: Located, hasJson: boolean): Record<string, string> {
  const isIdempotent = located.operation.parameters?.some(({ name }) => name === 'X-Idempotency-Key') === true
  return {
    ...credentialOf(located),
    ...(hasJson ? { 'Content-Type': 'application/json' } : {}),
    ...(isIdempotent ? { 'X-Idempotency-Key': '$uuid' } : {}),
  }
}

function credentialOf({
  method,
  operation: {
    operationId,
    security: [first],
    'x-environment': environment,
  },
}: Located): Record<string, string> {
  if (operationId === 'get_userinfo') return { Authorization: 'Bearer $ACCESS_TOKEN' }
  if (first === undefined || Object.keys(first).length === 0) return {}
  if ('ApiKey' in first) return { 'X-API-Key': environment === 'live' ? '$LIVE_KEY' : '$KEY' }
  // NB: an authorization is only seen in the browser that it began in, which this cookie tells.
  const began = operationId.endsWith('_oauth_consent') ? '; interlock_oauth_consent=$AUTHORIZATION_ID' : ''
  return { Cookie: `interlock_session=$SESSION${began}`, ...(method === 'get' ? {} : { 'X-CSRF-Token': '$CSRF' }) }
}

const extensions: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/*': 'png', 'text/csv': 'csv', 'text/html': 'html' }

const fileName = (operationId: string, mediaType: string): string =>
  `${operationId.replace(/^get_/, '').replaceAll('_', '-')}.${extensions[mediaType] ?? 'bin'}`

/** NB: `-g`, since curl reads brackets in a URL as a range. */
function curlSample({ operationId, method, url, headers, body, file }: SampleRequest): string {
  const parts = [
    `curl${url.includes('[') ? ' -g' : ''}${method === 'GET' ? '' : ` -X ${method}`} ${shellText(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H "${name}: ${value.replace('$uuid', shellKey(operationId))}"`),
    ...(body?.kind === 'json' ? [`-d ${shellText(JSON.stringify(body.value, null, 2))}`] : []),
    ...(body?.kind === 'form'
      ? Object.entries(body.value).map(([name, value]) => `--data-urlencode ${shellText(`${name}=${value}`)}`)
      : []),
    ...(file === undefined ? [] : [`-o ${file}`]),
  ]
  return parts.join(' \\\n  ')
}

/** Fresh for each write, with nothing but the shell and what every machine has. */
const shellKey = (operationId: string): string => `${operationId.replaceAll('_', '-')}-$(date +%s)-$RANDOM`

const variable = /\$([A-Z][A-Z_]+)/g

/** A text as the shell takes it: in double quotes for its variables where nothing else in it means something there. */
function shellText(text: string): string {
  const quoted = `'${text.replaceAll("'", `'\\''`)}'`
  if (text.match(variable) === null) return quoted
  return /["`\\]/.test(text) ? quoted.replaceAll(variable, `'"$$$1"'`) : `"${text}"`
}

function javascriptSample({ method, url, headers, body, file, isEmpty }: SampleRequest): string {
  const lines = [
    `const response = await fetch(${javascriptText(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    ...(Object.keys(headers).length === 0
      ? []
      : [`  headers: {`, ...Object.entries(headers).map(([name, value]) => `    '${name}': ${javascriptText(value)},`), `  },`]),
    ...(body?.kind === 'json' ? [`  body: JSON.stringify(${javascriptJson(body.value)}),`] : []),
    ...(body?.kind === 'form' ? [`  body: new URLSearchParams(${javascriptJson(body.value)}),`] : []),
    `})`,
  ].join('\n')
  const call = lines.replace(', {\n})', ')')
  if (file !== undefined)
    return `${call}\nconst { writeFile } = await import('node:fs/promises')\nawait writeFile('${file}', Buffer.from(await response.arrayBuffer()))\nconsole.log(response.status)`
  return `${call}\nconsole.log(response.status${isEmpty ? '' : ', await response.json()'})`
}

function javascriptText(text: string): string {
  if (text === '$uuid') return 'crypto.randomUUID()'
  if (text.replaceAll(variable, '') === '') return text.replaceAll(variable, 'process.env.$1')
  return text.match(variable) === null ? `'${text}'` : `\`${text.replaceAll(variable, (_, name: string) => `\${process.env.${name}}`)}\``
}

/** JSON is JavaScript, with variables as they are. */
const javascriptJson = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replaceAll('\n', '\n  ')
    .replaceAll(/"\$([A-Z][A-Z_]+)"/g, 'process.env.$1')

function pythonSample({ method, url, headers, body, file, isEmpty }: SampleRequest): string {
  const entries = Object.entries(headers)
  const texts = JSON.stringify({ url, headers, body })
  const modules = [
    ...(body?.kind === 'json' || (file === undefined && !isEmpty) ? ['json'] : []),
    ...(texts.match(variable) === null ? [] : ['os']),
    ...(body?.kind === 'form' ? ['urllib.parse'] : []),
    'urllib.request',
    ...(texts.includes('$uuid') ? ['uuid'] : []),
  ]
  const lines = [
    `import ${modules.join(', ')}`,
    '',
    'request = urllib.request.Request(',
    `    ${pythonText(url)},`,
    ...(method === 'GET' ? [] : [`    method="${method}",`]),
    ...(entries.length === 0
      ? []
      : ['    headers={', ...entries.map(([name, value]) => `        "${name}": ${pythonText(value)},`), '    },']),
    ...(body?.kind === 'json' ? [`    data=json.dumps(${pythonLiteral(body.value, '    ')}).encode(),`] : []),
    ...(body?.kind === 'form' ? [`    data=urllib.parse.urlencode(${pythonLiteral(body.value, '    ')}).encode(),`] : []),
    ')',
    'with urllib.request.urlopen(request) as response:',
  ]
  if (file !== undefined) lines.push(`    open("${file}", "wb").write(response.read())`)
  lines.push(`    print(response.status${file === undefined && !isEmpty ? ', json.load(response)' : ''})`)
  return lines.join('\n')
}

/** `"Bearer " + os.environ["KEY"]` */
function pythonText(text: string): string {
  if (text === '$uuid') return 'str(uuid.uuid4())'
  const parts = text.split(variable).map((part, place) => (place % 2 === 1 ? `os.environ["${part}"]` : JSON.stringify(part)))
  return parts.filter((part) => part !== '""').join(' + ')
}

/** JSON is Python but for three words. */
function pythonLiteral(value: unknown, indent = ''): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return pythonText(value) || '""'
  if (typeof value !== 'object') return JSON.stringify(value)
  const deeper = `${indent}    `
  const items = Array.isArray(value)
    ? value.map((item) => pythonLiteral(item, deeper))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${pythonLiteral(item, deeper)}`)
  const [start, end] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return items.length === 0 ? `${start}${end}` : `${start}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${end}`
}
