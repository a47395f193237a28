import {
  type Icon,
  IconApps,
  IconBellRinging,
  IconBook2,
  IconBuildingFactory2,
  IconHistory,
  IconHourglassEmpty,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconMail,
  IconPlug,
  IconPlus,
  IconTimelineEvent,
  IconUsersGroup,
  IconWebhook,
  IconWorldShare,
} from '@tabler/icons-react'
import type { RecordResource, Scope } from '../../src-main/contract/scopes.ts'
import { recordViews } from './record-views.ts'

/** Shown when its page exists in routes.tsx and the person holds the scope. */
export interface NavigationItem {
  readonly id: string
  /** The text, with its namespace: `app:navigation.events`. */
  readonly labelKey: string
  readonly to: string
  readonly icon: Icon
  readonly scope?: Scope
}

/** A record type's entry; its id is the plural. */
export interface RecordItem extends NavigationItem {
  readonly id: RecordResource
}

export interface NavigationGroup {
  /** Labelled by `navigationGroup.<id>`; the first group has no heading. */
  readonly id: string
  readonly items: readonly NavigationItem[]
}

const page = (id: string, item: Omit<NavigationItem, 'id' | 'labelKey'>): NavigationItem => ({
  id,
  labelKey: `app:navigation.${id}`,
  ...item,
})

/** Every record type, in the order of `recordViews`; which of them stand in sight is the company's and the person's matter. */
export const recordItems: readonly RecordItem[] = recordViews.map(({ type, path, icon }) => ({
  id: type.plural,
  labelKey: `${type.plural}:list.title`,
  to: path,
  icon,
  scope: `${type.plural}:read`,
}))

export const navigationGroups: readonly NavigationGroup[] = [
  { id: 'home', items: [page('overview', { to: '/', icon: IconLayoutDashboard })] },
  { id: 'operations', items: recordItems },
  {
    id: 'connect',
    items: [
      page('integrations', { to: '/settings/integrations', icon: IconPlug, scope: 'integrations:read' }),
      page('messages', { to: '/messages', icon: IconMail, scope: 'messages:read' }),
      page('webhooks', { to: '/settings/webhooks', icon: IconWebhook, scope: 'webhooks:read' }),
      page('events', { to: '/events', icon: IconTimelineEvent, scope: 'events:read' }),
      page('apiKeys', { to: '/settings/api-keys', icon: IconKey, scope: 'api_keys:read' }),
      page('oauthClients', { to: '/settings/oauth-clients', icon: IconApps, scope: 'oauth_clients:read' }),
      page('apiDocs', { to: '/api-docs', icon: IconBook2 }),
    ],
  },
  {
    id: 'system',
    items: [
      page('alarms', { to: '/alarms', icon: IconBellRinging, scope: 'alarms:read' }),
      page('requests', { to: '/requests', icon: IconListDetails, scope: 'requests:read' }),
      page('people', { to: '/settings/people', icon: IconUsersGroup, scope: 'people:read' }),
      page('outgoingCalls', { to: '/settings/outgoing-calls', icon: IconWorldShare, scope: 'company:read' }),
      page('retention', { to: '/settings/retention', icon: IconHistory, scope: 'company:read' }),
      page('expiry', { to: '/settings/expiry', icon: IconHourglassEmpty, scope: 'company:read' }),
      page('company', { to: '/settings/company', icon: IconBuildingFactory2, scope: 'company:read' }),
    ],
  },
]

/** What the command palette offers to create. Shown under the same conditions. */
export const createPages: readonly NavigationItem[] = [
  ...recordViews.map(({ type, path }) => ({
    id: type.plural,
    labelKey: `${type.plural}:new`,
    to: `${path}/new`,
    icon: IconPlus,
    scope: `${type.plural}:write` as const,
  })),
  { id: 'person', labelKey: 'app:create.person', to: '/settings/people/new', icon: IconPlus, scope: 'people:write' },
  { id: 'webhook', labelKey: 'app:create.webhook', to: '/settings/webhooks/new', icon: IconPlus, scope: 'webhooks:write' },
  { id: 'apiKey', labelKey: 'app:create.apiKey', to: '/settings/api-keys/new', icon: IconPlus, scope: 'api_keys:write' },
  {
    id: 'oauthClient',
    labelKey: 'app:create.oauthClient',
    to: '/settings/oauth-clients/new',
    icon: IconPlus,
    scope: 'oauth_clients:write',
  },
]

/** The entry that a page belongs to: the longest address that its own starts with. */
export function navigationItemOf(path: string): NavigationItem | undefined {
  const items = navigationGroups.flatMap((group) => group.items)
  const matching = items.filter((item) => item.to === path || path.startsWith(item.to === '/' ? '//' : `${item.to}/`))
  return matching.sort((first, second) => second.to.length - first.to.length)[0]
}
