import { type ApiDocument, type CodeSample, type Json, type Located, operationsOf, successStatus } from './open-api.ts'

/** One request as a sample shows it; secrets come from the environment. */
interface SampleRequest {
  readonly method: string
  readonly url: string
  /** A value that begins with `$` is a variable of the environment, `$uuid` a fresh id. */
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

function sampleRequest({ path, method, operation }: Located, base: string): SampleRequest {
  const parameters = operation.parameters ?? []
  const exampleOf = (name: string): string => encodeURIComponent(String(parameters.find((each) => each.name === name)?.example ?? ''))
  const query = parameters
    .filter((each) => each.in === 'query' && each.example !== undefined)
    .flatMap(({ name, example }) => pairs(name, example))
  const isForm = operation.requestBody?.content['application/x-www-form-urlencoded'] !== undefined
  const content = operation.requestBody?.content[isForm ? 'application/x-www-form-urlencoded' : 'application/json']
  const [mediaType] = Object.keys(operation.responses[successStatus(operation)]?.content ?? {})
  return {
    method: method.toUpperCase(),
    url: `${base}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => exampleOf(name))}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers: headersOf(operation, content !== undefined && !isForm),
    body:
      content === undefined ? undefined : { kind: isForm ? 'form' : 'json', value: content.example as Readonly<Record<string, string>> }, // by its media type
    file: mediaType === undefined || mediaType.includes('json') ? undefined : fileName(operation.operationId, mediaType),
    isEmpty: mediaType === undefined,
  }
}

/** `page[limit]=20` of `{ limit: 20 }`. */
function pairs(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encodeURIComponent(String(value))}`]
  return Object.entries(value as Json).map(([inner, item]) => `${name}[${inner}]=${encodeURIComponent(String(item))}`)
}

function headersOf(operation: Located['operation'], hasJson: boolean): Record<string, string> {
  const [security] = operation.security
  const credential: Record<string, string> =
    security === undefined || Object.keys(security).length === 0
      ? {}
      : 'ApiKey' in security
        ? { 'X-API-Key': '$KEY' }
        : { Cookie: 'interlock_session=$SESSION', 'X-CSRF-Token': '$CSRF' }
  const isIdempotent = operation.parameters?.some(({ name }) => name === 'X-Idempotency-Key') === true
  return {
    ...credential,
    ...(hasJson ? { 'Content-Type': 'application/json' } : {}),
    ...(isIdempotent ? { 'X-Idempotency-Key': '$uuid' } : {}),
  }
}

const extensions: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/*': 'png', 'text/csv': 'csv', 'text/html': 'html' }

const fileName = (operationId: string, mediaType: string): string =>
  `${operationId.replace(/^get_/, '').replaceAll('_', '-')}.${extensions[mediaType] ?? 'bin'}`

/** NB: `-g`, since curl reads brackets in a URL as a range. */
function curlSample({ method, url, headers, body, file }: SampleRequest): string {
  const parts = [
    `curl${url.includes('[') ? ' -g' : ''}${method === 'GET' ? '' : ` -X ${method}`} '${url}'`,
    ...Object.entries(headers).map(([name, value]) => `-H ${curlHeader(name, value)}`),
    ...(body?.kind === 'json' ? [`-d ${shellQuoted(JSON.stringify(body.value, null, 2))}`] : []),
    ...(body?.kind === 'form'
      ? Object.entries(body.value).map(([name, value]) => `--data-urlencode ${shellQuoted(`${name}=${value}`)}`)
      : []),
    ...(file === undefined ? [] : [`-o ${file}`]),
  ]
  return parts.join(' \\\n  ')
}

const curlHeader = (name: string, value: string): string => `"${name}: ${value.replace('$uuid', '$(uuidgen)')}"`
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function javascriptSample({ method, url, headers, body, file, isEmpty }: SampleRequest): string {
  const lines = [
    `const response = await fetch('${url}', {`,
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    ...(Object.keys(headers).length === 0
      ? []
      : [`  headers: {`, ...Object.entries(headers).map(([name, value]) => `    '${name}': ${javascriptValue(value)},`), `  },`]),
    ...(body?.kind === 'json' ? [`  body: JSON.stringify(${indented(JSON.stringify(body.value, null, 2), '  ')}),`] : []),
    ...(body?.kind === 'form' ? [`  body: new URLSearchParams(${indented(JSON.stringify(body.value, null, 2), '  ')}),`] : []),
    `})`,
  ].join('\n')
  const call = lines.replace(', {\n})', ')')
  if (file !== undefined)
    return `${call}\nconst { writeFile } = await import('node:fs/promises')\nawait writeFile('${file}', Buffer.from(await response.arrayBuffer()))\nconsole.log(response.status)`
  return `${call}\nconsole.log(response.status${isEmpty ? '' : ', await response.json()'})`
}

function javascriptValue(value: string): string {
  if (value === '$uuid') return 'crypto.randomUUID()'
  const [, before = '', name] = /^(.*)\$(\w+)$/.exec(value) ?? []
  if (name === undefined) return `'${value}'`
  return before === '' ? `process.env.${name}` : `\`${before}\${process.env.${name}}\``
}

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

function pythonSample({ method, url, headers, body, file, isEmpty }: SampleRequest): string {
  const entries = Object.entries(headers)
  const values = entries.map(([, value]) => value)
  const modules = [
    ...(body?.kind === 'json' || (file === undefined && !isEmpty) ? ['json'] : []),
    ...(values.some((value) => /\$[A-Z]/.test(value)) ? ['os'] : []),
    ...(body?.kind === 'form' ? ['urllib.parse'] : []),
    'urllib.request',
    ...(values.includes('$uuid') ? ['uuid'] : []),
  ]
  const lines = [
    `import ${modules.join(', ')}`,
    '',
    'request = urllib.request.Request(',
    `    "${url}",`,
    ...(method === 'GET' ? [] : [`    method="${method}",`]),
    ...(entries.length === 0
      ? []
      : ['    headers={', ...entries.map(([name, value]) => `        "${name}": ${pythonHeader(value)},`), '    },']),
    ...(body?.kind === 'json' ? [`    data=json.dumps(${indented(pythonLiteral(body.value), '    ')}).encode(),`] : []),
    ...(body?.kind === 'form' ? [`    data=urllib.parse.urlencode(${indented(pythonLiteral(body.value), '    ')}).encode(),`] : []),
    ')',
    'with urllib.request.urlopen(request) as response:',
  ]
  if (file !== undefined) lines.push(`    open("${file}", "wb").write(response.read())`)
  lines.push(`    print(response.status${file === undefined && !isEmpty ? ', json.load(response)' : ''})`)
  return lines.join('\n')
}

function pythonHeader(value: string): string {
  if (value === '$uuid') return 'str(uuid.uuid4())'
  const [, before = '', name] = /^(.*)\$(\w+)$/.exec(value) ?? []
  if (name === undefined) return `"${value}"`
  return before === '' ? `os.environ["${name}"]` : `"${before}" + os.environ["${name}"]`
}

/** JSON is Python but for three words. */
function pythonLiteral(value: unknown, indent = ''): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const deeper = `${indent}    `
  const items = Array.isArray(value)
    ? value.map((item) => pythonLiteral(item, deeper))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${pythonLiteral(item, deeper)}`)
  const [start, end] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return items.length === 0 ? `${start}${end}` : `${start}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${end}`
}
