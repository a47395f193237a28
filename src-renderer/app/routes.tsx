import { alarmRoutes } from '../features/alarms/alarms.routes.ts'
import { apiDocsRoutes } from '../features/api-docs/api-docs.routes.ts'
import { apiKeyRoutes } from '../features/api-keys/api-keys.routes.ts'
import { companyRoutes } from '../features/companies/companies.routes.ts'
import { eventRoutes } from '../features/events/events.routes.ts'
import { expiryRoutes } from '../features/expiry/expiry.routes.ts'
import { integrationRoutes } from '../features/integrations/integrations.routes.ts'
import { invoiceRoutes } from '../features/invoices/invoices.routes.ts'
import { jobRoutes } from '../features/jobs/jobs.routes.ts'
import { messageRoutes } from '../features/messages/messages.routes.ts'
import { notificationRoutes } from '../features/notifications/notifications.routes.ts'
import { consentRoutes, oauthClientRoutes } from '../features/oauth/oauth.routes.ts'
import { outgoingCallsRoutes } from '../features/outgoing-calls/outgoing-calls.routes.ts'
import { overviewRoutes } from '../features/overview/overview.routes.ts'
import { accountRoutes, companyPeopleRoutes, peopleRoutes } from '../features/people/people.routes.ts'
import { rateLimitRoutes } from '../features/rate-limits/rate-limits.routes.ts'
import { generatedRoutes } from '../features/records/records.routes.ts'
import { requestRoutes } from '../features/requests/requests.routes.ts'
import { retentionRoutes } from '../features/retention/retention.routes.ts'
import { sandboxRoutes } from '../features/sandbox/sandbox.routes.ts'
import { catcherRoutes } from '../features/webhook-catchers/catchers.routes.ts'
import { webhookRoutes } from '../features/webhooks/webhooks.routes.ts'
import type { RootRoute, ShellRoute } from '../lib/frame-routes.ts'
import { generatedViews } from './record-views.ts'

/** All pages of the window, one line a feature. */
export const shellPages = (shell: ShellRoute) =>
  [
    ...overviewRoutes(shell),
    ...jobRoutes(shell),
    ...generatedRoutes(shell, generatedViews),
    ...accountRoutes(shell),
    ...companyPeopleRoutes(shell),
    ...apiKeyRoutes(shell),
    ...rateLimitRoutes(shell),
    ...oauthClientRoutes(shell),
    ...apiDocsRoutes(shell),
    ...integrationRoutes(shell),
    ...messageRoutes(shell),
    ...webhookRoutes(shell),
    ...catcherRoutes(shell),
    ...alarmRoutes(shell),
    ...notificationRoutes(shell),
    ...requestRoutes(shell),
    ...eventRoutes(shell),
    ...invoiceRoutes(shell),
    ...companyRoutes(shell),
    ...outgoingCallsRoutes(shell),
    ...retentionRoutes(shell),
    ...expiryRoutes(shell),
    ...sandboxRoutes(shell),
  ] as const

/** Pages without the shell: nobody is signed in there. */
export const outerPages = (root: RootRoute) => [...peopleRoutes(root), ...consentRoutes(root)] as const
