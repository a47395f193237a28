import { connectors } from '../connectors/registry.ts'
import { type Announcer, createAnnouncer } from '../events/announcer.ts'
import { createApiAccesses } from '../features/api-access/api-access.service.ts'
import { assertRefersToCompany } from '../features/api-keys/api-key-rules.ts'
import { createApiKeys } from '../features/api-keys/api-keys.service.ts'
import { findCompanyId } from '../features/api-keys/api-keys.store.ts'
import { createCompanies } from '../features/companies/companies.service.ts'
import { contactType } from '../features/contacts/contacts.contract.ts'
import { syncedContacts } from '../features/contacts/synced-contacts.ts'
import { createCreditService } from '../features/credits/credits.service.ts'
import { createIntegrations, type Integrations } from '../features/integrations/integrations.service.ts'
import { createInvoiceService } from '../features/invoices/invoices.service.ts'
import { createPdfRenderer } from '../features/invoices/pdf-renderer.ts'
import { createOutbox } from '../features/messages/outbox.ts'
import { createOauth } from '../features/oauth/oauth.service.ts'
import { countConsents, endConsents } from '../features/oauth/oauth-consents.store.ts'
import { createCompanyPeople } from '../features/people/company-people.service.ts'
import { createInvitations } from '../features/people/invitations.service.ts'
import { createPeople } from '../features/people/people.service.ts'
import { hasOwner } from '../features/people/people.store.ts'
import { createSessions } from '../features/people/sessions.service.ts'
import { createSetup } from '../features/people/setup.ts'
import { createSignIn } from '../features/people/sign-in.service.ts'
import { createRateLimits } from '../features/rate-limits/rate-limits.service.ts'
import { createRequestLog } from '../features/requests/request-log.ts'
import { simulatedProvider } from '../features/sandbox/provider-simulator.ts'
import { createSandboxService } from '../features/sandbox/sandbox.service.ts'
import { createSyncs, type Syncs } from '../features/syncs/syncs.service.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import { invariant } from '../lib/assert.ts'
import { seedSandbox } from './demo-data.ts'
import type { Foundation } from './foundation.ts'
import { letterheadFrom } from './letterhead.ts'
import { createRecordServices } from './record-services.ts'
import { recordTypes } from './record-types.ts'

/** The instances of all features. */
export function createFeatures(foundation: Foundation) {
  const { config, control, registry, dispatchers, sources, report, getWorkspace } = foundation
  const { now, newSecret } = sources
  const records = createRecordServices(registry)
  const { customers, jobs } = records
  const { deliver } = createAnnouncer({ control, getWorkspace, onError: report })
  const apiKeys = createApiKeys({ control, deliver, now, newSecret, onError: report })
  const idOf = (company: string): number | undefined => findCompanyId(control.db, company)
  const letterheadOf = letterheadFrom(control.db)
  const credits = createCreditService(registry)
  // In the sandbox the simulator is always there.
  const providerOf = ({ environment }: Workspace) => (environment === 'sandbox' ? simulatedProvider : undefined)
  const invoices = createInvoiceService({ registry, jobs, customers, credits, letterheadOf, providerOf })
  const requestLog = createRequestLog({ now, onError: report })
  const integrations = integrationsOf(foundation)
  return {
    ...createPeopleFeatures(foundation, { findCompanyId: idOf, deliver }),
    companies: createCompanies({ control }),
    apiKeys,
    rateLimits: createRateLimits({ control, findCompanyId: idOf, onChanged: apiKeys.forgetAll }),
    ...createAccessFeatures(foundation, idOf),
    ...records,
    letterheadOf,
    integrations,
    outbox: createOutbox({ integrations, countryOf: (company) => letterheadOf(company).country }),
    syncs: syncsOf(foundation, integrations, records),
    credits,
    invoices,
    sandbox: createSandboxService({
      recordTypes: recordTypes.map(({ plural }) => plural),
      begin: credits.startSandbox,
      seed: (tx, workspace) => seedSandbox(tx, workspace, { ...records, invoices, credits }),
      forgetEvents: (workspace) => dispatchers.of(workspace).forgetEvents(),
      forgetRequests: requestLog.clear,
      onError: report,
    }),
    pdf: createPdfRenderer({ workerFile: config.assets.pdfWorker, fontsDir: config.assets.fontsDir }),
    requestLog,
  }
}

/** From where a company may be called, and who gets tokens for it. */
function createAccessFeatures({ host, control, sources, report, getWorkspace }: Foundation, idOf: (company: string) => number | undefined) {
  const { now, newSecret } = sources
  const apiAccess = createApiAccesses({ control, findCompanyId: idOf, now })
  const oauth = createOauth({
    control,
    vault: host.vault,
    now,
    newSecret,
    getWorkspace,
    findCompanyId,
    assertRefersToCompany,
    allowedOriginsOf: (company) => apiAccess.of(company).allowedOrigins,
    onError: report,
  })
  return { apiAccess, oauth }
}

/** Who signs in, and who may use which company. */
function createPeopleFeatures(
  { control, sources: { now, newSecret }, report }: Foundation,
  rest: { findCompanyId: (company: string) => number | undefined; deliver: Announcer['deliver'] },
) {
  const sessions = createSessions({ control, now, newSecret, onError: report })
  const signIn = createSignIn({ control, sessions, now })
  return {
    sessions,
    signIn,
    people: createPeople({ control, sessions }),
    companyPeople: createCompanyPeople({ control, now, sessions, countConsents, endConsents, ...rest }),
    invitations: createInvitations({ control, now, newSecret, sessions, signIn, ...rest }),
    setup: createSetup({ newSecret, hasOwner: () => hasOwner(control.db) }),
  }
}

const integrationsOf = ({ config, host, sources, outbound, outgoingCalls, workspaces, report }: Foundation) =>
  createIntegrations({
    connectors,
    workspaces: workspaces.all,
    vault: host.vault,
    outbound,
    companyWay: outgoingCalls.wayOf,
    userAgent: `Interlock/${config.version}`,
    clock: { now: sources.now, random: sources.random, monotonicNow: () => performance.now() },
    onError: report,
  })

/** What connections keep the same here and there. */
function syncsOf(
  { sources, workspaces, report }: Foundation,
  integrations: Integrations,
  { declared }: ReturnType<typeof createRecordServices>,
): Syncs {
  const contacts = declared.find(({ records }) => records.type.plural === contactType.plural)
  invariant(contacts !== undefined, 'contacts are declared')
  return createSyncs({
    integrations,
    records: { contacts: syncedContacts(contacts.records) },
    workspaces: workspaces.all,
    now: sources.now,
    newId: sources.newId,
    report,
  })
}

export type Features = ReturnType<typeof createFeatures>
