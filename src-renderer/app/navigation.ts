import {
  type Icon,
  IconBuildingFactory2,
  IconClipboardList,
  IconFileInvoice,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconPlus,
  IconTimelineEvent,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import type { Scope } from '../../src-main/contract/scopes.ts'
import { customerSearch } from '../features/customers/customers.queries.ts'
import { invoiceSearch } from '../features/invoices/invoices.queries.ts'
import { jobSearch } from '../features/jobs/jobs.queries.ts'
import type { RecordSearch } from '../lib/record-search.ts'

/** Labelled by `navigation.<id>` of the namespace `app`. Shown when its page exists in routes.tsx and the person holds the scope. */
export interface NavigationItem {
  readonly id: string
  readonly to: string
  readonly icon: Icon
  readonly scope?: Scope
}

export interface NavigationGroup {
  /** Labelled by `navigationGroup.<id>`; the first group has no heading. */
  readonly id: string
  readonly items: readonly NavigationItem[]
}

export const navigationGroups: readonly NavigationGroup[] = [
  { id: 'home', items: [{ id: 'overview', to: '/', icon: IconLayoutDashboard }] },
  {
    id: 'operations',
    items: [
      { id: 'jobs', to: '/jobs', icon: IconClipboardList, scope: 'jobs:read' },
      { id: 'customers', to: '/customers', icon: IconUsers, scope: 'customers:read' },
      { id: 'invoices', to: '/invoices', icon: IconFileInvoice, scope: 'invoices:read' },
    ],
  },
  {
    id: 'connect',
    items: [
      { id: 'webhooks', to: '/settings/webhooks', icon: IconWebhook, scope: 'webhooks:read' },
      { id: 'events', to: '/events', icon: IconTimelineEvent, scope: 'events:read' },
      { id: 'apiKeys', to: '/settings/api-keys', icon: IconKey, scope: 'api_keys:read' },
    ],
  },
  {
    id: 'system',
    items: [
      { id: 'requests', to: '/requests', icon: IconListDetails, scope: 'requests:read' },
      { id: 'people', to: '/settings/people', icon: IconUsersGroup, scope: 'people:read' },
      { id: 'company', to: '/settings/company', icon: IconBuildingFactory2, scope: 'company:read' },
    ],
  },
]

/** What the command palette offers to create; labelled by `create.<id>`. Shown under the same conditions. */
export const createPages: readonly NavigationItem[] = [
  { id: 'job', to: '/jobs/new', icon: IconPlus, scope: 'jobs:write' },
  { id: 'customer', to: '/customers/new', icon: IconPlus, scope: 'customers:write' },
  { id: 'invoice', to: '/invoices/new', icon: IconPlus, scope: 'invoices:write' },
  { id: 'webhook', to: '/settings/webhooks/new', icon: IconPlus, scope: 'webhooks:write' },
  { id: 'apiKey', to: '/settings/api-keys/new', icon: IconPlus, scope: 'api_keys:write' },
]

/** One line a feature whose records can be found by key or name. */
export const recordSearches: readonly RecordSearch[] = [jobSearch, customerSearch, invoiceSearch]

/** The entry that a page belongs to: the longest address that its own starts with. */
export function navigationItemOf(path: string): NavigationItem | undefined {
  const items = navigationGroups.flatMap((group) => group.items)
  const matching = items.filter((item) => item.to === path || path.startsWith(item.to === '/' ? '//' : `${item.to}/`))
  return matching.sort((first, second) => second.to.length - first.to.length)[0]
}
