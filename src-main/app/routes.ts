import type { EventDefinition } from '../contract/event-definition.ts'
import { eventsOfRecord } from '../events/catalog.ts'
import { alarmType } from '../features/alarms/alarm-events.ts'
import { alarmRoutes } from '../features/alarms/alarms.routes.ts'
import { apiAccessRoutes } from '../features/api-access/api-access.routes.ts'
import { apiKeyType } from '../features/api-keys/api-key-events.ts'
import { apiKeyRoutes } from '../features/api-keys/api-keys.routes.ts'
import { changelogRoutes } from '../features/changelog/changelog.routes.ts'
import { companyRoutes } from '../features/companies/companies.routes.ts'
import { createCompany } from '../features/companies/companies.service.ts'
import { type CredentialSource, credentialRoutes } from '../features/credentials/credentials.routes.ts'
import type { UsageOf } from '../features/credentials/credentials.service.ts'
import { creditRoutes } from '../features/credits/credits.routes.ts'
import { customerType } from '../features/customers/customers.contract.ts'
import { eventDays, keptEvents } from '../features/events/event-retention.ts'
import { eventRoutes } from '../features/events/events.routes.ts'
import { expiryRoutes } from '../features/expiry/expiry.routes.ts'
import { credentialType } from '../features/expiry/expiry-events.ts'
import { healthRoutes } from '../features/health/health.routes.ts'
import { connectionType } from '../features/integrations/connection-events.ts'
import { integrationRoutes } from '../features/integrations/integrations.routes.ts'
import { inventoryItemType } from '../features/inventory-items/inventory-items.contract.ts'
import { invoiceRoutes } from '../features/invoices/invoices.routes.ts'
import { sumInvoicesSince } from '../features/invoices/invoices.store.ts'
import { jobType, transitionJob } from '../features/jobs/jobs.contract.ts'
import { countJobsByStatus, countJobsCompletedSince } from '../features/jobs/jobs.store.ts'
import { liveRoutes } from '../features/live/live.routes.ts'
import type { Live } from '../features/live/live.service.ts'
import { messageType } from '../features/messages/message-events.ts'
import { messageDays } from '../features/messages/message-retention.ts'
import { messageRoutes } from '../features/messages/messages.routes.ts'
import { countSettledBefore, keptMessages } from '../features/messages/messages.store.ts'
import { notificationRoutes } from '../features/notifications/notifications.routes.ts'
import { oauthRoutes } from '../features/oauth/oauth.routes.ts'
import type { CalledWebhook } from '../features/outgoing-calls/newly-refused.ts'
import { outgoingCallsRoutes } from '../features/outgoing-calls/outgoing-calls.routes.ts'
import { overviewRoutes } from '../features/overview/overview.routes.ts'
import { peopleRoutes } from '../features/people/people.routes.ts'
import { findMemberName } from '../features/people/people.store.ts'
import { invitationType, personType } from '../features/people/person-events.ts'
import { quoteRoutes } from '../features/quotes/quotes.routes.ts'
import { rateLimitRoutes } from '../features/rate-limits/rate-limits.routes.ts'
import { usageOf } from '../features/requests/credential-usage.ts'
import { requestRoutes } from '../features/requests/requests.routes.ts'
import { countCallsByHour, findRequestLog } from '../features/requests/requests.store.ts'
import { retentionRoutes } from '../features/retention/retention.routes.ts'
import { sandboxRoutes } from '../features/sandbox/sandbox.routes.ts'
import { searchRoutes } from '../features/search/search.routes.ts'
import { stockMovementType } from '../features/stock-movements/stock-movements.contract.ts'
import { syncType } from '../features/syncs/sync-events.ts'
import { syncRoutes } from '../features/syncs/syncs.routes.ts'
import { countCausedEvents, listCausedEvents } from '../features/threads/caused-events.store.ts'
import { threadRoutes } from '../features/threads/threads.routes.ts'
import { webhookCatcherRoutes } from '../features/webhook-catchers/webhook-catchers.routes.ts'
import { backlogDays, backlogEvents } from '../features/webhooks/backlog.ts'
import { countDeliveriesBefore, deliveryDays, keptDeliveries } from '../features/webhooks/delivery-retention.ts'
import { summarizeDeliveries } from '../features/webhooks/delivery-stats.store.ts'
import { eventConsumerRoutes } from '../features/webhooks/event-consumers.routes.ts'
import type { LongPolls } from '../features/webhooks/long-poll.ts'
import { webhookType } from '../features/webhooks/webhook-events.ts'
import { webhookRoutes } from '../features/webhooks/webhooks.routes.ts'
import { listAllWebhooks } from '../features/webhooks/webhooks.store.ts'
import type { BoundRoute } from '../infra/http/bind.ts'
import { recordRoutes } from '../records/record-routes.ts'
import { expirySources } from './expiry-sources.ts'
import type { Features } from './features.ts'
import type { Foundation } from './foundation.ts'
import { logPlaces } from './log-places.ts'
import { messageRecords } from './message-records.ts'
import { notificationOptions } from './notification-ways.ts'
import { recordTypes } from './record-types.ts'

/** Every type of event, from the declarations of the record types and of what else announces itself. */
export const eventCatalog = (): EventDefinition[] =>
  [
    ...recordTypes,
    apiKeyType,
    personType,
    invitationType,
    credentialType,
    alarmType,
    webhookType,
    connectionType,
    messageType,
    syncType,
  ].flatMap((type) => eventsOfRecord(type))

const keptOfDeliveries = { days: deliveryDays, kept: keptDeliveries, countBefore: countDeliveriesBefore }
const keptOfMessages = { days: messageDays, kept: keptMessages, countBefore: countSettledBefore }
const backlog = { events: backlogEvents, days: backlogDays }
const keptOfEvents = { days: eventDays, kept: keptEvents, places: logPlaces }

/** What systems call with, for the page of what could be safer about it. */
const credentialSources = ({ apiKeys, oauth }: Features): readonly CredentialSource[] => [
  { scope: 'api_keys:read', facts: apiKeys.facts },
  { scope: 'oauth_clients:read', facts: oauth.clients.facts },
]

/** The webhooks of a company in both environments. */
const webhooksOf =
  (getWorkspace: Foundation['getWorkspace']) =>
  (company: string): CalledWebhook[] =>
    (['live', 'sandbox'] as const).flatMap((environment) =>
      listAllWebhooks(getWorkspace(company, environment).db).map((webhook) => ({ ...webhook, environment })),
    )

/** Webhooks, and who else gets what they would. */
function webhooksAndReceivers(foundation: Foundation, longPolls: LongPolls): BoundRoute[] {
  const { host, sources, now } = foundation
  return [
    ...webhookRoutes({ ...foundation, vault: host.vault, newSecret: sources.newSecret, companyWay: foundation.outgoingCalls.wayOf }),
    ...eventConsumerRoutes({
      ...foundation,
      longPolls,
      vault: host.vault,
      newSecret: sources.newSecret,
      monotonicNow: () => performance.now(),
    }),
    ...webhookCatcherRoutes({ now, newSecret: sources.newSecret }),
  ]
}

/** Every route, one line a feature. */
export function createRoutes(
  foundation: Foundation,
  features: Features & { readonly live: Live; readonly longPolls: LongPolls },
  catalog: readonly EventDefinition[],
): BoundRoute[] {
  const { config, control, registry, sources, now, openCompany, getWorkspace } = foundation
  const { customers, jobs } = features
  const usage: UsageOf = ({ workspace }, credential) =>
    usageOf(getWorkspace(workspace.company, credential.environment), credential, sources.now())
  return [
    ...healthRoutes(config.version, foundation.redis),
    ...changelogRoutes(),
    ...peopleRoutes({ ...features, control, createCompany, onCompanyCreated: openCompany }),
    ...companyRoutes(features),
    ...apiAccessRoutes(features),
    ...outgoingCallsRoutes({ ...foundation, webhooksOf: webhooksOf(getWorkspace) }),
    // NB: before the keys by id, one of which could be called `safety`.
    ...credentialRoutes({ now: sources.now, sources: credentialSources(features) }),
    ...apiKeyRoutes({ ...features, usageOf: usage }),
    ...expiryRoutes({ now: sources.now, sources: expirySources(foundation) }),
    ...rateLimitRoutes(features),
    ...oauthRoutes({ ...features, usageOf: usage }),
    ...recordRoutes(customerType, customers),
    ...recordRoutes(jobType, jobs, transitionJob),
    ...quoteRoutes({ quotes: features.quotes, localeOf: (company) => features.letterheadOf(company).locale }),
    ...recordRoutes(inventoryItemType, features.inventoryItems),
    ...recordRoutes(stockMovementType, features.stockMovements),
    ...features.declared.flatMap(({ routes }) => routes),
    ...invoiceRoutes({ ...features, now }),
    ...creditRoutes(features),
    ...sandboxRoutes(features.sandbox),
    ...webhooksAndReceivers(foundation, features.longPolls),
    ...integrationRoutes({ integrations: features.integrations, now: sources.now }),
    ...messageRoutes({ ...features, ...messageRecords({ ...features, registry, now }) }),
    ...syncRoutes(features.syncs),
    // NB: before the events, one of which could be called `stream`.
    ...liveRoutes(features.live),
    ...alarmRoutes({ isMember: ({ company }, userId) => findMemberName(control.db, { slug: company, userId }) !== undefined }),
    ...notificationRoutes(notificationOptions(foundation, features)),
    ...eventRoutes(catalog),
    ...searchRoutes(registry, recordTypes),
    ...requestRoutes({ listCausedEvents, countCausedEvents }),
    ...threadRoutes({ findRequestLog }),
    ...retentionRoutes({ deliveries: keptOfDeliveries, messages: keptOfMessages, events: keptOfEvents, backlog, now: sources.now }),
    ...overviewRoutes({ countJobsByStatus, countJobsCompletedSince, countCallsByHour, summarizeDeliveries, sumInvoicesSince }),
  ]
}
