/**
 * One vocabulary of permissions for people, API keys and the window. A scope is `<resource>:read` or `<resource>:write`;
 * the three wide ones of the epic are shorthands: `read` grants every `:read` of the workspace's records, `write` grants `read`
 * and every record's `:write`, `admin` grants everything but ownership.
 */
export const recordResources = [
  'customers',
  'contacts',
  'deals',
  'quotes',
  'meetings',
  'inventory_items',
  'stock_movements',
  'jobs',
  'invoices',
  'credits',
  'subscriptions',
  'assets',
  'tickets',
  'production_orders',
  'production_outputs',
  'work_orders',
  'downtimes',
  'incidents',
  'near_misses',
  'events',
  'rooms',
] as const
export const managementResources = [
  'webhooks',
  'integrations',
  'messages',
  'alarms',
  'api_keys',
  'oauth_clients',
  'requests',
  'company',
  'people',
] as const

export type RecordResource = (typeof recordResources)[number]
export type Resource = RecordResource | (typeof managementResources)[number]
export type Scope = 'read' | 'write' | 'admin' | `${Resource}:read` | `${Resource}:write`

export const scopes: readonly Scope[] = [
  'read',
  'write',
  'admin',
  ...[...recordResources, ...managementResources].flatMap((resource) => [`${resource}:read`, `${resource}:write`] as const),
]

export const roles = ['owner', 'admin', 'operator', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What each role may do; the API checks it and the window hides what it does not grant. */
export const roleScopes: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['admin'],
  admin: ['admin'],
  operator: [
    'write',
    'alarms:write',
    'messages:write',
    'requests:read',
    'webhooks:read',
    'integrations:read',
    'company:read',
    'people:read',
  ],
  viewer: ['read', 'alarms:read', 'messages:read', 'company:read', 'people:read'],
}

const isRecordScope = (scope: Scope): boolean => recordResources.some((resource) => scope.startsWith(`${resource}:`))

/** Whether the scopes that someone holds grant the scope that a route needs. */
export function grants(held: readonly Scope[], needed: Scope): boolean {
  if (held.includes('admin') || held.includes(needed)) return true
  const [resource, access] = needed.split(':')
  if (access === 'read' && held.some((scope) => scope === `${resource}:write`)) return true
  if (!isRecordScope(needed)) return needed === 'read' && held.includes('write')
  return held.includes('write') || (access === 'read' && held.includes('read'))
}

/** The scopes of a list that another list grants as well: what somebody holds at most whose rights two sides bound. */
export const scopesWithin = (held: readonly Scope[], bound: readonly Scope[]): Scope[] =>
  scopes.filter((scope) => grants(held, scope) && grants(bound, scope))

const wideDescriptions: Readonly<Record<string, string>> = {
  read: 'Read all records',
  write: 'Read and write all records',
  admin: 'Everything',
}

/** `Read and write jobs` */
export function scopeDescription(scope: Scope): string {
  const [resource = '', access] = scope.split(':')
  if (access === undefined) return wideDescriptions[scope] ?? scope
  return `${access === 'write' ? 'Read and write' : 'Read'} ${resource.replaceAll('_', ' ')}`
}
