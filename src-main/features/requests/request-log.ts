import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { FinishedRequest } from '../../infra/http/server.ts'
import { systemActor } from '../../lib/identity.ts'
import { maskText } from '../../lib/mask-text.ts'
import { type BodyBudget, createBodyBudget } from './body-budget.ts'
import { addUsage, type UsageRow } from './credential-usage.store.ts'
import { keptExchange } from './kept-exchange.ts'
import { insertRequestBody, type NewRequestBody } from './request-bodies.store.ts'
import { insertRequestLog, type NewRequestLog } from './requests.store.ts'

/** How long entries wait for company, in milliseconds; a crash loses at most these, never a record. */
const flushAfterMs = 250

/** Few enough that their writing holds other requests up for two milliseconds. */
const flushAtEntries = 256

export interface RequestLog {
  readonly add: (request: FinishedRequest) => void
  /** Writes what waits. */
  readonly flush: () => Promise<void>
}

type Exchange = Parameters<typeof keptExchange>[0]

interface Pending {
  readonly entry: NewRequestLog
  /** As it came; the secrets of its bodies are hidden when it is written. */
  readonly exchange: Exchange | undefined
}

/** Buffers finished requests and writes them in groups through the workspace's queue, so that no request pays for its own log entry. */
export function createRequestLog(options: { now: () => number; onError: (error: unknown) => void }): RequestLog {
  const buffers = new Map<Workspace, Pending[]>()
  const budget = createBodyBudget(options.now)
  let timer: NodeJS.Timeout | undefined

  function add(request: FinishedRequest): void {
    const workspace = request.principal?.workspace
    if (workspace === undefined) return
    const entries = buffers.get(workspace) ?? []
    buffers.set(workspace, entries)
    entries.push({ entry: toEntry(request, options.now()), exchange: exchangeToKeep(request, budget) })
    if (entries.length >= flushAtEntries) void flush()
    else timer ??= setTimeout(() => void flush(), flushAfterMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const full = [...buffers]
    buffers.clear()
    budget.clear()
    await Promise.all(full.map(([workspace, entries]) => writeEntries(workspace, entries).catch(options.onError)))
  }

  return { add, flush }
}

/** What the window reads all day is not worth its place; what it writes, and what fails, is. */
function exchangeToKeep(request: FinishedRequest, budget: BodyBudget): Exchange | undefined {
  const { requestHeaders, requestBody, responseHeaders } = request
  const isUrgent = request.method !== 'GET' || request.status >= 400
  if (request.principal?.actor.type === 'user' && !isUrgent) return undefined
  const responseBody = isText(request) ? request.responseBody : undefined
  if (!budget.take((requestBody?.length ?? 0) + (responseBody?.length ?? 0), isUrgent)) return undefined
  return { requestHeaders, requestBody, responseHeaders, responseBody }
}

/** NB: JSON may come as its bytes, as a file does. */
const isText = ({ responseBody, responseHeaders }: FinishedRequest): boolean =>
  typeof responseBody === 'string' || String(responseHeaders['Content-Type']).startsWith('application/json')

async function writeEntries(workspace: Workspace, pending: readonly Pending[]): Promise<void> {
  const rows = pending.map(({ entry, exchange }) => ({
    entry,
    exchange: exchange === undefined ? undefined : keptExchange(exchange),
  }))
  const usages = usageOf(rows.map(({ entry }) => entry))
  const run = ({ db }: Tx): void => {
    for (const { entry, exchange } of rows) {
      const requestLogId = insertRequestLog(db, entry)
      if (exchange !== undefined) insertRequestBody(db, { ...exchange, requestLogId } satisfies NewRequestBody)
    }
    for (const usage of usages) addUsage(db, usage)
  }
  await workspace.write(run, { actor: systemActor, isLazy: true, isRepeatable: true })
}

/** The calls of these entries by credential, hour and address. */
function usageOf(entries: readonly NewRequestLog[]): UsageRow[] {
  const usages = new Map<string, UsageRow>()
  for (const entry of entries) {
    const { apiKeyId, oauthClientId, ipAddress, createdAt } = entry
    const credentialId = apiKeyId ?? oauthClientId
    if (typeof credentialId !== 'number') continue
    const credentialType = typeof apiKeyId === 'number' ? 'api_key' : 'oauth_client'
    const hour = createdAt.slice(0, 13)
    const name = `${credentialType} ${credentialId} ${hour} ${ipAddress}`
    const before = usages.get(name)
    const isFailed = typeof entry.errorCode === 'string'
    usages.set(name, {
      credentialType,
      credentialId,
      hour,
      ipAddress,
      calls: (before?.calls ?? 0) + 1,
      failed: (before?.failed ?? 0) + (isFailed ? 1 : 0),
      lastErrorCode: isFailed ? entry.errorCode : (before?.lastErrorCode ?? null),
      lastErrorRequestId: isFailed ? entry.requestId : (before?.lastErrorRequestId ?? null),
      lastErrorAt: isFailed ? createdAt : (before?.lastErrorAt ?? null),
    })
  }
  return [...usages.values()]
}

function toEntry(request: FinishedRequest, now: number): NewRequestLog {
  const actor = request.principal?.actor
  return {
    requestId: request.requestId,
    apiKeyId: actor?.type === 'api_key' ? actor.id : null,
    oauthClientId: actor?.type === 'oauth_client' ? actor.id : null,
    userId: actor?.type === 'user' ? actor.id : null,
    actorName: actor?.name ?? '',
    method: request.method,
    path: maskText(request.path.slice(0, 500)),
    queryParams: request.query === '' ? null : maskText(request.query.slice(0, 1_000)),
    responseStatus: request.status,
    errorCode: request.errorCode ?? null,
    responseTimeMs: Math.round(request.durationMs * 10) / 10,
    requestBytes: sizeOf(request.requestBody),
    responseBytes: responseBytes(request),
    ipAddress: request.address,
    userAgent: request.userAgent.slice(0, 300),
    createdAt: new Date(now).toISOString(),
  }
}

/** NB: an answer that went out as it is was measured already. */
function responseBytes({ responseHeaders, responseBody }: FinishedRequest): number {
  const length = responseHeaders['Content-Length']
  return typeof length === 'number' ? length : sizeOf(responseBody)
}

const sizeOf = (body: string | Uint8Array | undefined): number => (body === undefined ? 0 : Buffer.byteLength(body))
