import type { Server } from 'node:http'
import type { EventDefinition } from '../contract/event-definition.ts'
import { type Revision, revisions } from '../contract/revisions.ts'
import type { RouteSpec } from '../contract/route.ts'
import { snakeCase } from '../contract/wire.ts'
import { findNewestEventId } from '../events/event-log.ts'
import { createDocumentFinder } from '../features/api-docs/find-document.ts'
import { listCompanies } from '../features/companies/companies.store.ts'
import { dateIn } from '../features/invoices/issuer.ts'
import { livePath } from '../features/live/live.contract.ts'
import type { Live } from '../features/live/live.service.ts'
import { defaultLiveLimits, type LiveLimits } from '../features/live/live-limits.ts'
import { oauthEndpoints } from '../features/oauth/oauth-endpoints.contract.ts'
import { createAuthenticator } from '../features/people/authenticator.ts'
import { createCatching } from '../features/webhook-catchers/catching.ts'
import { trimConsumerBacklogs } from '../features/webhooks/consumer-backlogs.ts'
import { payloadsInRevisions } from '../features/webhooks/event-revisions.ts'
import { createLongPolls } from '../features/webhooks/long-poll.ts'
import type { BoundRoute } from '../infra/http/bind.ts'
import { type Capacity, defaultCapacity } from '../infra/http/capacity.ts'
import { createDocuments } from '../infra/http/documents.ts'
import { createHandshakes } from '../infra/http/handshakes.ts'
import { createHostNames } from '../infra/http/host-check.ts'
import { createPages } from '../infra/http/pages.ts'
import type { Authenticate } from '../infra/http/principal.ts'
import { createSharedAnswers } from '../infra/http/redis-answers.ts'
import { createHttpServer } from '../infra/http/server.ts'
import type { AppConfig } from './config.ts'
import { makeDemo } from './demo-data.ts'
import { createFeatures, type Features } from './features.ts'
import { type Foundation, openFoundation } from './foundation.ts'
import type { Host } from './host.ts'
import { createHousekeeping } from './housekeeping.ts'
import { listen, stopListening } from './listen.ts'
import { createLiveChannels } from './live-channels.ts'
import { recordTypes } from './record-types.ts'
import { createRoutes, eventCatalog } from './routes.ts'
import { type Sources, systemSources } from './sources.ts'
import { createWorkers, type Workers } from './workers.ts'

export interface Listening {
  /** Where the window and the API answer, `http://127.0.0.1:4780`. */
  readonly url: string
  /** Where the first owner sets Interlock up; only while there is none. */
  readonly setupUrl: string | undefined
  /** How to sign in to the sample plant; only when it was just made. */
  readonly demoSignIn: { readonly email: string; readonly password: string } | undefined
}

export interface App {
  /** Every route that it serves. */
  readonly routes: readonly RouteSpec[]
  /** Every type of event that it emits. */
  readonly events: readonly EventDefinition[]
  readonly listen: () => Promise<Listening>
  /** Stops accepting, finishes what runs, writes what waits, closes the files. */
  readonly close: () => Promise<void>
}

/** How the API is offered; tests offer it otherwise. */
export interface ApiTerms {
  readonly revisions: readonly Revision[]
  readonly capacity: Capacity
  readonly live: LiveLimits
}

/** Of the records in the payloads of events. */
const pluralsByName = new Map(recordTypes.map(({ name, plural }) => [snakeCase(name), plural]))

/**
 * The composition root: everything that Interlock consists of, put together here and nowhere else. The parts are listed in foundation.ts,
 * features.ts and routes.ts.
 * @throws AppError `storage_unavailable`, `storage_full`: the message names the file.
 */
export async function createApp(
  config: AppConfig,
  host: Host,
  sources: Sources = systemSources(),
  terms: ApiTerms = { revisions, capacity: defaultCapacity, live: defaultLiveLimits },
): Promise<App> {
  const foundation = await openFoundation(config, host, sources, payloadsInRevisions(terms.revisions, pluralsByName))
  const features = createFeatures(foundation)
  const workers = createWorkers(foundation, features)
  foundation.whenOpened(workers.start)
  const events = eventCatalog()
  const authenticator = createAuthenticator({
    ...features,
    accessTokens: features.oauth.accessTokens,
    workspaces: { get: foundation.getWorkspace },
  })
  const live = createLiveChannels(foundation, authenticator, terms.live)
  const stopping = new AbortController()
  const longPolls = createLongPolls({ onWake: foundation.dispatchers.onWake, stopping: stopping.signal })
  const routes = createRoutes(foundation, { ...features, live, longPolls }, events)
  const server = createServer(foundation, features, { ...terms, ...authenticator, routes, live })
  const housekeeping = createHousekeeping({
    control: foundation.control,
    workspaces: foundation.workspaces.all,
    expireQuotes: (tx, company) => features.quotes.expireOverdue(tx, dateIn(features.letterheadOf(company).timeZone, tx.now)),
    trimBacklogs: async (workspace) => {
      await foundation.dispatchers.of(workspace).backlogs.trim()
      await trimConsumerBacklogs(workspace)
    },
    now: sources.now,
    log: foundation.log,
    everyMinute: features.apiKeys.keepWatch,
  })
  return {
    routes: documentedRoutes(routes),
    events,
    listen: () => {
      live.start()
      return start(foundation, features, server)
    },
    close: async () => {
      housekeeping.stop()
      stopping.abort()
      await live.stop()
      await stop(foundation, { ...features, workers }, server)
    },
  }
}

/** Every route, those of the OAuth server included, which binds its own. */
const documentedRoutes = (routes: readonly BoundRoute[]): RouteSpec[] => [...routes.map((route) => route.spec), ...oauthEndpoints]

interface Api extends Omit<ApiTerms, 'live'> {
  readonly authenticate: Authenticate
  readonly routes: readonly BoundRoute[]
  readonly live: Live
}

function createServer(foundation: Foundation, features: Features, api: Api): Server {
  const { config, host, sources, log } = foundation
  const rules = {
    authenticate: api.authenticate,
    limiter: foundation.limiter,
    access: features.apiAccess,
    allowedHosts: createHostNames({ listenHost: config.host, now: sources.now }),
    onFinished: features.requestLog.add,
    newRequestId: () => sources.newId('req'),
    log,
  }
  const server = createHttpServer({
    ...api,
    ...rules,
    sharedAnswers: createSharedAnswers({ redis: foundation.redis, newestEvent: ({ db }) => findNewestEventId(db) }),
    foreign: [features.oauth.server, createCatching({ workspaces: foundation.workspaces.all, vault: host.vault, now: sources.now })],
    documents: createDocuments(
      createDocumentFinder({ routes: documentedRoutes(api.routes), types: recordTypes, version: config.version, ...config.assets }),
    ),
    pages: createPages(config.assets.publicDir),
    vault: host.vault,
    now: sources.now,
    monotonicNow: () => performance.now(),
  })
  return server.on('upgrade', createHandshakes(rules, livePath, api.live.accept))
}

async function start(foundation: Foundation, features: Features, server: Server): Promise<Listening> {
  const { config, control, openCompany, host } = foundation
  for (const { slug } of listCompanies(control.db)) openCompany(slug)
  const demoSignIn = config.isDemo ? await makeDemo({ control, openCompany, services: features }) : undefined
  await features.apiKeys.keepWatch()
  const port = await listen(server, config)
  const url = `http://${addressOf(config.host)}:${port}`
  const token = features.setup.token()
  foundation.log.info({ url, dataDir: config.dataDir, version: config.version, vault: host.vault.kind }, 'ready')
  return { url, setupUrl: token === undefined ? undefined : `${url}/setup?token=${token}`, demoSignIn }
}

async function stop(foundation: Foundation, features: Features & { readonly workers: Workers }, server: Server): Promise<void> {
  const { requestLog, apiKeys, oauth, sessions, pdf, workers, integrations, syncs } = features
  await stopListening(server)
  syncs.stop()
  await Promise.all([foundation.dispatchers.stop(), workers.stop()])
  await Promise.all([
    requestLog.flush(),
    apiKeys.flush(),
    oauth.flush(),
    sessions.flush(),
    pdf.close(),
    integrations.close(),
    foundation.outbound.close(),
    foundation.limiter.flush(),
  ])
  // Their calls have ended with the connections.
  await syncs.settled()
  await foundation.workspaces.close()
  await foundation.control.close()
  await foundation.redis.close()
  foundation.unlock()
  foundation.log.info('stopped')
}

/** An address that a browser on this machine can open. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
