import { join } from 'node:path'
import { eventsOfRecord } from '../events/catalog.ts'
import { createApiKeys } from '../features/api-keys/api-keys.service.ts'
import { apiKeyRoutes } from '../features/api-keys/api-keys.routes.ts'
import { companyRoutes } from '../features/companies/companies.routes.ts'
import { createCompanies, createCompany } from '../features/companies/companies.service.ts'
import { listCompanies } from '../features/companies/companies.store.ts'
import { customerType } from '../features/customers/customers.contract.ts'
import { createCustomerService } from '../features/customers/customers.service.ts'
import { eventRoutes } from '../features/events/events.routes.ts'
import { healthRoutes } from '../features/health/health.routes.ts'
import { invoiceType } from '../features/invoices/invoices.contract.ts'
import { invoiceRoutes } from '../features/invoices/invoices.routes.ts'
import { createInvoiceService } from '../features/invoices/invoices.service.ts'
import { sumInvoicesSince } from '../features/invoices/invoices.store.ts'
import { createPdfRenderer } from '../features/invoices/pdf-renderer.ts'
import { jobType, transitionJob } from '../features/jobs/jobs.contract.ts'
import { createJobService } from '../features/jobs/jobs.service.ts'
import { createAuthenticator } from '../features/people/authenticator.ts'
import { peopleRoutes } from '../features/people/people.routes.ts'
import { createPeople } from '../features/people/people.service.ts'
import { hasOwner } from '../features/people/people.store.ts'
import { createSessions } from '../features/people/sessions.service.ts'
import { createSetup } from '../features/people/setup.ts'
import { createSignIn } from '../features/people/sign-in.service.ts'
import { countJobsByStatus, countJobsCompletedSince } from '../features/jobs/jobs.store.ts'
import { overviewRoutes } from '../features/overview/overview.routes.ts'
import { createRequestLog } from '../features/requests/request-log.ts'
import { countCallsByHour } from '../features/requests/requests.store.ts'
import { requestRoutes } from '../features/requests/requests.routes.ts'
import { summarizeDeliveries } from '../features/webhooks/delivery-stats.store.ts'
import { webhookRoutes } from '../features/webhooks/webhooks.routes.ts'
import type { Environment, Workspace } from '../infra/db/workspace.ts'
import { createWorkspaces } from '../infra/db/workspaces.ts'
import type { BoundRoute } from '../infra/http/bind.ts'
import { allowedHostNames } from '../infra/http/host-check.ts'
import { createPages } from '../infra/http/pages.ts'
import { createRateLimiter } from '../infra/http/rate-limit.ts'
import { createHttpServer } from '../infra/http/server.ts'
import { createLogger } from '../infra/log/logger.ts'
import { createOutboundClient } from '../infra/outbound/outbound-client.ts'
import { isoTime } from '../lib/identity.ts'
import { recordRoutes } from '../records/record-routes.ts'
import type { AppConfig } from './config.ts'
import { openControl } from './control.ts'
import { makeDemo } from './demo-data.ts'
import { createDispatchers } from './dispatchers.ts'
import type { Host } from './host.ts'
import { createHousekeeping } from './housekeeping.ts'
import { letterheadFrom } from './letterhead.ts'
import { listen, stopListening } from './listen.ts'
import { type Sources, systemSources } from './sources.ts'

export interface Listening {
  /** Where the window and the API answer, `http://127.0.0.1:4780`. */
  readonly url: string
  /** Where the first owner sets Interlock up; only while there is none. */
  readonly setupUrl: string | undefined
  /** How to sign in to the sample plant; only when it was just made. */
  readonly demoSignIn: { readonly email: string; readonly password: string } | undefined
}

export interface App {
  readonly listen: () => Promise<Listening>
  /** Stops accepting, finishes what runs, writes what waits, closes the files. */
  readonly close: () => Promise<void>
}

/**
 * The composition root: everything that Interlock consists of, put together here and nowhere else.
 * @throws AppError `storage_unavailable`, `storage_full`: the message names the file.
 */
export async function createApp(config: AppConfig, host: Host, sources: Sources = systemSources()): Promise<App> {
  const { dataDir, assets, version } = config
  const now = () => isoTime(sources.now())
  const log = await createLogger({ dataDir, level: config.logLevel })
  const report = (error: unknown) => log.error({ err: error }, 'background work failed')

  const control = openControl({ dataDir, migrationsDir: assets.migrationsDir, sources })
  const outbound = createOutboundClient()
  const dispatchers = createDispatchers({ sources, vault: host.vault, outbound, log, version })
  const workspaces = createWorkspaces({
    dataDir,
    migrationsFolder: join(assets.migrationsDir, 'workspace'),
    now,
    newId: sources.newId,
    onCommit: dispatchers.wake,
  })
  const openCompany = (slug: string) => {
    const opened = workspaces.open(slug)
    dispatchers.start(opened.live)
    dispatchers.start(opened.sandbox)
    return opened
  }
  // The CLI may have created the company while this process runs; then its first caller opens it.
  const getWorkspace = (slug: string, environment: Environment): Workspace => workspaces.find(slug, environment) ?? openCompany(slug)[environment]

  const companies = createCompanies({ control })
  const apiKeys = createApiKeys({ control, now: sources.now, newSecret: sources.newSecret, onError: report })
  const customers = createCustomerService()
  const jobs = createJobService()
  const letterheadOf = letterheadFrom(control.db)
  const invoices = createInvoiceService({ jobs, customers, letterheadOf })
  const pdf = createPdfRenderer({ workerFile: assets.pdfWorker, fontsDir: assets.fontsDir })
  const requestLog = createRequestLog({ now: sources.now, onError: report })
  const catalog = [customerType, jobType, { ...invoiceType, isImmutable: true }].flatMap(eventsOfRecord)

  const sessions = createSessions({ control, now: sources.now, newSecret: sources.newSecret, onError: report })
  const signIn = createSignIn({ control, sessions, now: sources.now })
  const people = createPeople({ control, sessions })
  const setup = createSetup({ newSecret: sources.newSecret, hasOwner: () => hasOwner(control.db) })

  const routes: BoundRoute[] = [
    ...healthRoutes(version),
    ...peopleRoutes({ control, people, signIn, setup, createCompany, onCompanyCreated: openCompany }),
    ...companyRoutes({ companies }),
    ...apiKeyRoutes({ apiKeys }),
    ...recordRoutes(customerType.routes, customers),
    ...recordRoutes(jobType.routes, jobs, transitionJob),
    ...invoiceRoutes({ invoices, jobs, customers, letterheadOf, pdf, now }),
    ...webhookRoutes({ dispatchers, vault: host.vault, now, newSecret: sources.newSecret }),
    ...eventRoutes(catalog),
    ...requestRoutes(),
    ...overviewRoutes({ countJobsByStatus, countJobsCompletedSince, countCallsByHour, summarizeDeliveries, sumInvoicesSince }),
  ]
  const hosts = allowedHostNames(config.host)
  const server = createHttpServer({
    routes,
    authenticate: createAuthenticator({ sessions, apiKeys, workspaces: { get: getWorkspace } }),
    rateLimiter: createRateLimiter({ now: sources.now }),
    allowedHosts: () => hosts,
    onFinished: requestLog.add,
    pages: createPages(assets.publicDir),
    newRequestId: () => sources.newId('req'),
    log,
  })
  const housekeeping = createHousekeeping({ workspaces: workspaces.all, now: sources.now, log })

  async function start(): Promise<Listening> {
    for (const { slug } of listCompanies(control.db)) openCompany(slug)
    const demoSignIn = config.isDemo ? await makeDemo({ control, openCompany, services: { customers, jobs, invoices }, now: sources.now() }) : undefined
    const port = await listen(server, config)
    const url = `http://${addressOf(config.host)}:${port}`
    const token = setup.token()
    log.info({ url, dataDir, version, vault: host.vault.kind }, 'ready')
    return { url, setupUrl: token === undefined ? undefined : `${url}/setup?token=${token}`, demoSignIn }
  }

  async function close(): Promise<void> {
    await stopListening(server)
    housekeeping.stop()
    await dispatchers.stop()
    await Promise.all([requestLog.flush(), apiKeys.flush(), sessions.flush(), pdf.close(), outbound.close()])
    await workspaces.close()
    await control.close()
    log.info('stopped')
  }

  return { listen: start, close }
}

/** An address that a browser on this machine can open. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
