import { grants, type Scope } from '../../../src-main/contract/scopes.ts'
import { curlCommand } from '../../ui/curl.ts'

/** Lists that answer to a GET without anything else, and what they need. */
const lists: ReadonlyArray<readonly [scope: Scope, path: string]> = [
  ['jobs:read', '/api/v1/jobs'],
  ['customers:read', '/api/v1/customers'],
  ['invoices:read', '/api/v1/invoices'],
  ['events:read', '/api/v1/events'],
  ['webhooks:read', '/api/webhooks'],
  ['api_keys:read', '/api/api-keys'],
  ['requests:read', '/api/requests'],
  ['company:read', '/api/company'],
]

/** A call that a key with these scopes may make at once; undefined when there is none. */
export function firstCall(key: { readonly key: string; readonly scopes: readonly Scope[] }, origin: string): string | undefined {
  const path = lists.find(([scope]) => grants(key.scopes, scope))?.[1]
  return path === undefined ? undefined : curlCommand({ method: 'GET', url: `${origin}${path}`, headers: { 'X-API-Key': key.key } })
}
