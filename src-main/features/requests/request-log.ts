import type { Workspace } from '../../infra/db/workspace.ts'
import type { FinishedRequest } from '../../infra/http/server.ts'
import { systemActor } from '../../lib/identity.ts'
import { insertRequestLog, type NewRequestLog, purgeRequestLogs } from './requests.store.ts'

/** How long entries wait for company, in milliseconds; a crash loses at most these, never a record. */
const flushAfterMs = 250

/** Few enough that their writing holds other requests up for about a millisecond. */
const flushAtEntries = 128

/** How long entries are kept, in milliseconds. */
const retentionMs = 30 * 24 * 3_600_000

/** Entries purged in one write; bounds how long the file is held. */
const purgeBatch = 2_000

export interface RequestLog {
  readonly add: (request: FinishedRequest) => void
  /** Writes what waits. */
  readonly flush: () => Promise<void>
}

/** Buffers finished requests and writes them in groups through the workspace's queue, so that no request pays for its own log entry. */
export function createRequestLog(options: { now: () => number; onError: (error: unknown) => void }): RequestLog {
  const buffers = new Map<Workspace, NewRequestLog[]>()
  let timer: NodeJS.Timeout | undefined

  function add(request: FinishedRequest): void {
    const workspace = request.principal?.workspace
    if (workspace === undefined) return
    const entries = buffers.get(workspace) ?? []
    buffers.set(workspace, entries)
    entries.push(toEntry(request, options.now()))
    if (entries.length >= flushAtEntries) void flush()
    else timer ??= setTimeout(() => void flush(), flushAfterMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const full = [...buffers]
    buffers.clear()
    await Promise.all(full.map(([workspace, entries]) => writeEntries(workspace, entries).catch(options.onError)))
  }

  return { add, flush }
}

const writeEntries = (workspace: Workspace, entries: readonly NewRequestLog[]): Promise<void> =>
  workspace.write((tx) => entries.forEach((entry) => void insertRequestLog(tx.db, entry)), {
    actor: systemActor,
    isLazy: true,
    isRepeatable: true,
  })

function toEntry(request: FinishedRequest, now: number): NewRequestLog {
  const actor = request.principal?.actor
  return {
    requestId: request.requestId,
    apiKeyId: actor?.type === 'api_key' ? actor.id : null,
    userId: actor?.type === 'user' ? actor.id : null,
    actorName: actor?.name ?? '',
    method: request.method,
    path: request.path.slice(0, 500),
    queryParams: request.query === '' ? null : request.query.slice(0, 1_000),
    responseStatus: request.status,
    errorCode: request.errorCode ?? null,
    responseTimeMs: Math.round(request.durationMs * 10) / 10,
    ipAddress: request.address,
    userAgent: request.userAgent.slice(0, 300),
    createdAt: new Date(now).toISOString(),
  }
}

/** Drops a bounded number of entries past their retention. @returns how many went. */
export const purgeOldRequests = (workspace: Workspace, now: number): Promise<number> =>
  workspace.write((tx) => purgeRequestLogs(tx.db, new Date(now - retentionMs).toISOString(), purgeBatch), { actor: systemActor })
