import type { PlannedRequest, RequestFolder } from './request-plan.ts'

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/** A Postman collection (format 2.1): each request keeps what later ones need, and a test asserts its status. */
export function postmanCollection(folders: readonly RequestFolder[], { version }: { readonly version: string }): Record<string, unknown> {
  return {
    info: {
      name: 'Interlock API',
      description: `Version ${version}. Choose the environment, set api_key to a test_ key with the scope admin, and run the folders from top to bottom: later requests use ids that earlier ones gave, and the last folder deletes what was made.`,
      schema,
    },
    auth: { type: 'apikey', apikey: entries({ key: 'X-API-Key', value: '{{api_key}}', in: 'header' }) },
    item: folders.map(({ name, description, requests }) => ({ name, description, item: requests.map(item) })),
  }
}

/** Where the collection's variables come from; the key is for the person to fill in. */
export const postmanEnvironment = (origin: string): Record<string, unknown> => ({
  name: 'Interlock',
  values: [
    { key: 'base_url', value: origin, type: 'default', enabled: true },
    { key: 'api_key', value: '', type: 'secret', enabled: true },
  ],
  _postman_variable_scope: 'environment',
})

const entries = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }))

function item(request: PlannedRequest): Record<string, unknown> {
  const { name, description, method, path, query, hasCredential, isIdempotent, body } = request
  const search = query.map(([key, value]) => `${key}=${value}`).join('&')
  return {
    name,
    request: {
      description,
      method,
      ...(hasCredential ? {} : { auth: { type: 'noauth' } }),
      header: [
        ...(isIdempotent ? [{ key: 'X-Idempotency-Key', value: '{{$guid}}' }] : []),
        ...(body === undefined ? [] : [{ key: 'Content-Type', value: body.mediaType }]),
      ],
      url: {
        raw: `{{base_url}}${path}${search === '' ? '' : `?${search}`}`,
        host: ['{{base_url}}'],
        path: path.split('/').slice(1),
        ...(query.length === 0 ? {} : { query: query.map(([key, value]) => ({ key, value })) }),
      },
      ...(body === undefined ? {} : { body: bodyOf(body) }),
    },
    event: [
      ...(request.waitsFor === undefined ? [] : [script('prerequest', skipLines(request.waitsFor))]),
      script('test', testLines(request)),
    ],
  }
}

const script = (listen: string, exec: readonly string[]) => ({ listen, script: { type: 'text/javascript', exec } })

const skipLines = (variable: string): string[] => [`if (!pm.collectionVariables.has('${variable}')) pm.execution.skipRequest()`]

function bodyOf({ text, form }: NonNullable<PlannedRequest['body']>): Record<string, unknown> {
  if (form !== undefined) return { mode: 'urlencoded', urlencoded: entries(form) }
  return { mode: 'raw', raw: text, options: { raw: { language: 'json' } } }
}

function testLines({ status, keeps }: PlannedRequest): string[] {
  const lines = [`pm.test('answers ${status}', () => pm.response.to.have.status(${status}))`]
  if (keeps.length === 0) return lines
  const kept = keeps.map(({ variable, from }) => `keep('${variable}', ${from})`)
  return [
    ...lines,
    'const keep = (name, value) => value !== undefined && pm.collectionVariables.set(name, value)',
    `if (pm.response.code === ${status}) {`,
    '  const body = pm.response.json()',
    ...kept.map((line) => `  ${line}`),
    '}',
  ]
}
