import { snakeCase } from '../../contract/wire.ts'
import { type ApiDocument, type Json, type Located, type Operation, operationsOf, successStatus } from './open-api.ts'
import type { DocumentedType } from './record-examples.ts'

/** One request of a collection; `{{name}}` stands for a variable. */
export interface PlannedRequest {
  readonly name: string
  readonly description: string
  readonly method: string
  /** `/api/v1/jobs/{{jobs_id}}` */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly hasCredential: boolean
  readonly isIdempotent: boolean
  readonly body:
    | { readonly mediaType: string; readonly text: string; readonly form: Readonly<Record<string, string>> | undefined }
    | undefined
  readonly status: number
  /** Variables that the answer gives, with where in it. */
  readonly keeps: readonly { readonly variable: string; readonly from: string }[]
  /** A variable that only something from outside gives, such as an alarm: until then the request is passed over. */
  readonly waitsFor: string | undefined
}

export interface RequestFolder {
  readonly name: string
  readonly description: string
  readonly requests: readonly PlannedRequest[]
}

/** They need a person, a fresh installation, or a key of live: the collection is for a key of the sandbox. */
const notWithSandboxKey = (operation: Operation): boolean =>
  operation['x-environment'] === 'live' ||
  (operation.security.every((each) => Object.keys(each).every((scheme) => scheme === 'Session')) && operation.security.length > 0)

/** A token of a person takes a browser, an invitation its link, a logo somebody who sets it. */
const leftOut = new Set(['sign_in', 'set_up_owner', 'open_invitation', 'accept_invitation', 'get_userinfo', 'get_company_logo'])

/**
 * The operations in an order in which they work one after the other on an empty workspace: what others refer to first, each type's own from
 * creating on, and deleting at the end, in reverse.
 */
export function planRequests(document: ApiDocument, types: readonly DocumentedType[]): RequestFolder[] {
  const ordered = inOrderOfReference(types)
  const typeOf = (path: string): DocumentedType | undefined =>
    ordered.find(({ plural }) => path.replace('/v1/', '/').startsWith(`/api/${plural.replaceAll('_', '-')}`))
  const rank = ({ path }: Located): number => {
    const type = typeOf(path)
    return type === undefined ? ordered.length : ordered.indexOf(type)
  }
  const all = operationsOf(document).filter(({ operation }) => !notWithSandboxKey(operation) && !leftOut.has(operation.operationId))
  const plan = (located: Located): PlannedRequest[] => [
    ...preparations(located, document, types),
    planned(located, document, typeOf(located.path)),
  ]
  const isRemoving = ({ method, operation }: Located): boolean => method === 'delete' || operation.operationId === 'reset_sandbox'
  const removing = all.filter(isRemoving).toReversed()
  const others = all
    .filter((each) => !isRemoving(each))
    .toSorted((first, second) => rank(first) - rank(second) || step(first) - step(second))
  const tags = [...new Set(others.map(({ operation }) => operation.tags[0] ?? ''))]
  return [
    ...tags.map((name) => ({
      name,
      description: document.tags.find((tag) => tag.name === name)?.description ?? '',
      requests: others.filter(({ operation }) => operation.tags[0] === name).flatMap(plan),
    })),
    {
      name: 'Clean up',
      description: 'Deletes what the other folders made.',
      requests: removing.toSorted((first, second) => step(first) - step(second) || rank(second) - rank(first)).flatMap(plan),
    },
  ]
}

/** What is referred to comes before what refers to it. */
export function inOrderOfReference<Type extends DocumentedType>(types: readonly Type[]): Type[] {
  const ordered: Type[] = []
  const visit = (type: Type, path: readonly string[]): void => {
    if (ordered.includes(type) || path.includes(type.plural)) return
    for (const [field, plural] of Object.entries(type.references)) {
      const target = Object.hasOwn(type.fields, field) ? types.find((each) => each.plural === plural) : undefined
      if (target !== undefined) visit(target, [...path, type.plural])
    }
    ordered.push(type)
  }
  for (const type of types) visit(type, [])
  return ordered
}

/** Where the order of the others does not fit: what is set before it is read, and what is looked at after it has come about. */
const ownSteps: Readonly<Record<string, number>> = {
  preview_invoice: -1,
  connect_integration: 0,
  create_quote_job: 7,
  exchange_token: 4,
  get_token: 4,
  revoke_token: 7,
  list_oauth_tokens: 8,
  get_thread: 2,
  list_webhook_deliveries: 7,
  get_webhook_delivery: 8,
  edit_webhook_delivery: 8,
  redeliver_webhook: 8,
  send_invoice: 7,
  reset_sandbox: 9,
}

/** Creating, then listing, one, changing, in bulk, status, and what remains. */
function step({ path, method, operation: { operationId } }: Located): number {
  const own = ownSteps[operationId]
  if (own !== undefined) return own
  if (operationId.startsWith('create_')) return 0
  if (method === 'get' && !path.endsWith('}')) return 1
  if (method === 'get') return 2
  if (operationId.startsWith('update_')) return 2
  if (path.endsWith('/bulk')) return method === 'post' ? 3 : 4
  return operationId.startsWith('transition_') ? 5 : 6
}

/** `jobs_id` for `/jobs/{id}`. */
const aliases: Readonly<Record<string, string>> = { redeliver: 'deliveries' }
const variableOf = (segment: string): string => `${(aliases[segment] ?? segment).replaceAll('-', '_')}_id`

function planned(located: Located, document: ApiDocument, type: DocumentedType | undefined): PlannedRequest {
  const { path, method, operation } = located
  const [mediaType, content] = Object.entries(operation.requestBody?.content ?? {}).at(-1) ?? []
  const parameters = operation.parameters ?? []
  const removes = method === 'delete' && type !== undefined
  return {
    name: operation.summary,
    description: operation.description ?? '',
    method: method.toUpperCase(),
    path: withNames(path, parameters).replaceAll(
      /([\w-]+)\/\{\w+\}/g,
      (_, segment: string) => `${segment}/{{${removes ? spareOf(segment) : variableOf(segment)}}}`,
    ),
    query: parameters
      .filter((each) => each.in === 'query' && each.example !== undefined)
      .flatMap(({ name, example }) => queryOf(name, queryVariables[`${operation.operationId} ${name}`] ?? example)),
    hasCredential: operation.security.length > 0,
    isIdempotent: parameters.some(({ name }) => name === 'X-Idempotency-Key'),
    body:
      mediaType === undefined
        ? undefined
        : {
            mediaType,
            text: JSON.stringify(withVariables(content?.example, type, path), null, 2).replaceAll(numberVariable, '$1'),
            form: mediaType.includes('json') ? undefined : (withVariables(content?.example, type, path) as Record<string, string>), // of a form
          },
    status: successStatus(operation),
    keeps: keptOf(located, document),
    waitsFor: fromOutside.find(([start]) => path.startsWith(start))?.[1],
  }
}

/** In JSON; all but an event's id stand for numbers, which have no quotation marks. */
const numberVariable = /"(\{\{(?!events_id)\w+\}\})"/g

/** Parameters that name a kind and no record stand in a path as their example has them. */
const withNames = (path: string, parameters: NonNullable<Operation['parameters']>): string =>
  path.replaceAll(/\{(type|provider|action)\}/g, (whole, name: string) =>
    String(parameters.find((each) => each.name === name)?.example ?? whole),
  )

/** Of a query, what an answer before it told. */
const queryVariables: Readonly<Record<string, string>> = { 'get_thread event_id': '{{events_id}}' }

/** What no request makes, or none before it, by the beginning of the paths that need it. */
const fromOutside = [
  ['/api/alarms/{', 'alarms_id'],
  ['/api/event-consumers/{name}/rewind', 'events_id'],
  ['/api/webhook-catchers/{id}/caught/{', 'caught_id'],
  ['/api/integrations/oauth/{provider}/', 'vendor_id'],
  ['/api/connections/{id}/actions/{', 'vendor_id'],
  ['/api/v1/messages/{id}/', 'settled_messages_id'],
  ['/api/connections/{id}/sync', 'vendor_id'],
  ['/api/integrations/{type}/sync', 'vendor_id'],
] as const

const spareOf = (segment: string): string => `spare_${variableOf(segment)}`

function queryOf(name: string, value: unknown): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).map(([inner, item]) => [`${name}[${inner}]`, String(item)] as const)
}

const oauthVariables = ['client_id', 'client_secret', 'token']

/** The body with variables for what it refers to, and for its version. */
function withVariables(body: unknown, type: DocumentedType | undefined, path: string): unknown {
  if (Array.isArray(body)) return body.map((item) => withVariables(item, type, path))
  if (typeof body !== 'object' || body === null) return body
  const segment =
    path
      .replace('/bulk', '')
      .split('/')
      .findLast((part) => !part.startsWith('{') && part !== 'transitions') ?? ''
  const targets = new Map(Object.entries(type?.references ?? {}).map(([field, plural]) => [snakeCase(field), `{{${variableOf(plural)}}}`]))
  targets.set('job_ids', '{{jobs_id}}')
  if (path.endsWith('/rewind')) targets.set('event_id', '{{events_id}}')
  for (const name of path.includes('/oauth/clients') ? [] : oauthVariables)
    targets.set(name, `{{${name === 'token' ? 'access_token' : name}}}`)
  return Object.fromEntries(
    Object.entries(body as Json).map(([name, value]) => {
      const target = targets.get(name)
      if (target !== undefined && value !== null) return [name, Array.isArray(value) ? [target] : target]
      if (name === 'version' && value !== 0) return [name, `{{${segment.replaceAll('-', '_')}_version}}`]
      if (name === 'items' && path.endsWith('/bulk')) return [name, bulkItems(value, type, path)]
      return [name, value]
    }),
  )
}

/** A bulk change of the one record that is there; a bulk creation as it is. */
function bulkItems(items: unknown, type: DocumentedType | undefined, path: string): unknown {
  const list = (items as Json[]).map((item) => withVariables(item, type, path) as Json) // items of a bulk request
  const [first] = list
  return first !== undefined && 'id' in first ? [{ ...first, id: `{{${type?.plural ?? ''}_id}}` }] : list
}

function keptOf({ path, method, operation }: Located, document: ApiDocument): PlannedRequest['keeps'] {
  const segment = path.split('/').at(-1) ?? ''
  const collection = path.replace(/\/\{\w+\}$|\/bulk$/, '')
  const [, plural = ''] = /\/([\w-]+)$/.exec(collection) ?? []
  const version = `${plural.replaceAll('-', '_')}_version`
  const child = Object.keys(document.paths).find((each) => each.startsWith(`${path}/{`) && !each.slice(path.length + 1).includes('/'))
  if (method === 'post' && segment === 'bulk') return [{ variable: spareOf(plural), from: 'body.data?.[1]?.record?.id' }]
  if (method === 'patch' && segment === 'bulk') return [{ variable: version, from: 'body.data?.[0]?.record?.version' }]
  if (operation.operationId === 'connect_integration') return [{ variable: 'connections_id', from: 'body.connection.id' }]
  if (operation.operationId === 'exchange_token') return [{ variable: 'access_token', from: 'body.access_token' }]
  if (method === 'post' && child !== undefined)
    return [{ variable: variableOf(segment), from: 'body.id' }, ...createdParts(operation, version)]
  if (method === 'get' && child !== undefined) {
    const parameter = /\{(\w+)\}$/.exec(child)?.[1] ?? 'id'
    return [{ variable: variableOf(segment), from: `body.data?.[0]?.${parameter} ?? body.data?.[0]?.id` }]
  }
  const isRead = method === 'get' && document.paths[path]?.['put'] !== undefined && isJson(operation)
  const isVersioned = method === 'patch' || method === 'put' || isRead
  return isVersioned ? [{ variable: version, from: 'body.version' }] : []
}

const isJson = (operation: Operation): boolean => operation.responses[successStatus(operation)]?.content?.['application/json'] !== undefined

const createdParts = ({ operationId }: Operation, version: string): PlannedRequest['keeps'] =>
  operationId === 'create_oauth_client'
    ? ['client_id', 'client_secret'].map((variable) => ({ variable, from: `body.${variable}` }))
    : [{ variable: version, from: 'body.version' }]

/** The states that something needs its record to be in: an invoice is of a completed job. */
const neededStates: Readonly<Record<string, readonly [transition: string, plural: string, states: readonly string[]]>> = {
  preview_invoice: ['transition_job', 'jobs', ['in_progress', 'completed']],
  create_quote_job: ['transition_quote', 'quotes', ['accepted']],
  create_production_output: ['transition_production_order', 'production_orders', ['in_progress']],
}

/** What must have happened before. */
function preparations({ operation }: Located, document: ApiDocument, types: readonly DocumentedType[]): PlannedRequest[] {
  const find = (operationId: string) => operationsOf(document).find((each) => each.operation.operationId === operationId)
  const again = find('create_invoice')
  // The one before was canceled, which leaves its job to be invoiced.
  if (operation.operationId === 'send_invoice' && again !== undefined)
    return [
      {
        ...planned(
          again,
          document,
          types.find(({ plural }) => plural === 'invoices'),
        ),
        name: 'Create an invoice to send',
      },
    ]
  const [transition = '', plural = '', states = []] = neededStates[operation.operationId] ?? []
  const located = find(transition)
  const type = types.find((each) => each.plural === plural)
  if (located === undefined || type === undefined) return []
  return states.map((to) => ({
    ...planned(located, document, type),
    name: `Take ${type.plural.replaceAll('_', ' ').replace(/s$/, '')} to ${to}`,
    body: { mediaType: 'application/json', form: undefined, text: JSON.stringify({ to }) },
  }))
}
