import type { Logger } from 'pino'
import { findCompanyId } from '../features/api-keys/api-keys.store.ts'
import { messageIndex } from '../features/messages/message-index.ts'
import { createOutgoingCalls, type OutgoingCallsService } from '../features/outgoing-calls/outgoing-calls.service.ts'
import { findMemberName } from '../features/people/people.store.ts'
import { openBodySearch } from '../features/requests/body-search.store.ts'
import type { PayloadInRevision } from '../features/webhooks/event-revisions.ts'
import type { Db } from '../infra/db/database.ts'
import type { Environment, Workspace } from '../infra/db/workspace.ts'
import { createWorkspaces, type WorkspaceRegistry } from '../infra/db/workspaces.ts'
import { createRateLimiter, type RateLimiter } from '../infra/http/rate-limiter.ts'
import { createLogger } from '../infra/log/logger.ts'
import { createOutboundClient, type OutboundClient } from '../infra/outbound/outbound-client.ts'
import { connectRedis, noRedis, type RedisLink } from '../infra/redis/redis-link.ts'
import { isoTime } from '../lib/identity.ts'
import { createRecordRegistry, type RecordRegistry } from '../records/record-registry.ts'
import type { AppConfig } from './config.ts'
import { type OpenControl, openControl } from './control.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { createDispatchers, type Dispatchers } from './dispatchers.ts'
import { followingIndexes } from './following-indexes.ts'
import type { Host } from './host.ts'
import { recordTypes } from './record-types.ts'
import type { Sources } from './sources.ts'

/** What every feature stands on: files, log, the way out, and the workspaces with their dispatchers. */
export interface Foundation {
  readonly config: AppConfig
  readonly host: Host
  readonly sources: Sources
  /** ISO 8601. */
  readonly now: () => string
  readonly log: Logger
  /** Logs a failure that nobody waits for. */
  readonly report: (error: unknown) => void
  readonly control: OpenControl
  readonly outbound: OutboundClient
  /** Where the calls of each company may go, and how. */
  readonly outgoingCalls: OutgoingCallsService
  /** The payloads of events as the revisions that webhooks are pinned to have them. */
  readonly payloadIn: PayloadInRevision
  readonly redis: RedisLink
  readonly limiter: RateLimiter
  readonly registry: RecordRegistry
  readonly dispatchers: Dispatchers
  readonly workspaces: WorkspaceRegistry
  /** Opens a company's workspaces and starts what works in them; open ones come back as they are. */
  readonly openCompany: WorkspaceRegistry['open']
  /** Says what else to start in a workspace that is opened; called again for one that is open. */
  readonly whenOpened: (start: (workspace: Workspace) => void) => void
  readonly getWorkspace: (company: string, environment: Environment) => Workspace
  /** Lets another server have the data folder. */
  readonly unlock: () => void
}

/** The name of somebody in the company that a database belongs to. */
const memberNames =
  (control: OpenControl, workspaces: WorkspaceRegistry) =>
  (db: Db, userId: number): string | undefined => {
    const slug = workspaces.all().find((workspace) => workspace.db === db)?.company
    return slug === undefined ? undefined : findMemberName(control.db, { slug, userId })
  }

const idsIn =
  ({ db }: OpenControl) =>
  (company: string): number | undefined =>
    findCompanyId(db, company)

/** What finds records, bodies and causes by their text. */
function openIndexes(registry: RecordRegistry, { db, logDb }: Workspace): void {
  registry.openSearch(db)
  openBodySearch(logDb)
  messageIndex.open(db)
  for (const index of followingIndexes) index.open(db)
}

/** @throws ConfigError when another server has the data folder; AppError `storage_unavailable`, `storage_full`: the message names the file. */
export async function openFoundation(config: AppConfig, host: Host, sources: Sources, payloadIn: PayloadInRevision): Promise<Foundation> {
  const { dataDir, assets, version } = config
  const now = () => isoTime(sources.now())
  const unlock = lockDataFolder(dataDir)
  const log = createLogger({ dataDir, level: config.logLevel })
  const report = (error: unknown): void => log.error({ err: error }, 'background work failed')
  const control = openControl({ dataDir, migrationsDir: assets.migrationsDir, sources })
  const outbound = createOutboundClient({ monotonicNow: () => performance.now() })
  const redis = config.redisUrl === undefined ? noRedis : await connectRedis(config.redisUrl, log)
  const outgoingCalls = createOutgoingCalls({ control, vault: host.vault, findCompanyId: idsIn(control), now: sources.now })
  const dispatchers = createDispatchers({ sources, vault: host.vault, outbound, log, version, payloadIn, companyWay: outgoingCalls.wayOf })
  const workspaces = createWorkspaces({ dataDir, ...assets, now, newId: sources.newId, onCommit: dispatchers.wake })
  const registry = createRecordRegistry(recordTypes, memberNames(control, workspaces))
  const starts = [dispatchers.start]
  const openCompany: WorkspaceRegistry['open'] = (company) => {
    const opened = workspaces.open(company)
    for (const workspace of [opened.live, opened.sandbox]) {
      openIndexes(registry, workspace)
      for (const start of starts) start(workspace)
    }
    return opened
  }
  return {
    config,
    host,
    sources,
    now,
    log,
    report,
    control,
    outbound,
    outgoingCalls,
    payloadIn,
    redis,
    limiter: createRateLimiter({ control, now: sources.now, onError: report, redis }),
    registry,
    dispatchers,
    workspaces,
    openCompany,
    whenOpened: (start) => void starts.push(start),
    // The CLI may have created the company while this process runs; then its first caller opens it.
    getWorkspace: (company, environment) => workspaces.find(company, environment) ?? openCompany(company)[environment],
    unlock,
  }
}
