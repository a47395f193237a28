import type { Workspace } from '../../infra/db/workspace.ts'
import type { FinishedRequest } from '../../infra/http/server.ts'
import { maskText } from '../../lib/mask-text.ts'
import { type BodyBudget, createBodyBudget } from './body-budget.ts'
import { countUsage, forgetUsage } from './credential-usage.store.ts'
import { keptExchange } from './kept-exchange.ts'
import { forgetRequestBodies, insertRequestBody } from './request-bodies.store.ts'
import { forgetRequestLogs, insertRequestLog, lastRequestLogId, type NewRequestLog } from './requests.store.ts'

/** How long entries wait for company, in milliseconds; a crash loses at most these, never a record. */
const flushAfterMs = 250

/** Enough that the way to the thread costs an entry little. */
const flushAtEntries = 256

export interface RequestLog {
  readonly add: (request: FinishedRequest) => void
  /** Has everything written that was added. */
  readonly flush: () => Promise<void>
  /** Forgets every request to a workspace until now. */
  readonly clear: (workspace: Workspace) => Promise<void>
}

interface Group {
  /** The number of the newest entry. */
  lastId: number
  /** How many entries were added since the last flush. */
  length: number
}

/** Gives finished requests to the log, which writes them in groups: no request pays for its own entry. */
export function createRequestLog(options: { now: () => number; onError: (error: unknown) => void }): RequestLog {
  const groups = new Map<Workspace, Group>()
  const budget = createBodyBudget(options.now)
  let timer: NodeJS.Timeout | undefined

  function add(request: FinishedRequest): void {
    const workspace = request.principal?.workspace
    if (workspace === undefined) return
    const { log, logDb } = workspace
    const group = groupOf(workspace)
    group.lastId += 1
    group.length += 1
    log.append(insertRequestLog(logDb, toEntry(request, { id: group.lastId, now: options.now() })))
    const exchange = exchangeToKeep(request, budget)
    if (exchange !== undefined) {
      for (const line of insertRequestBody(logDb, { ...keptExchange(exchange), requestLogId: group.lastId })) log.append(line)
    }
    if (group.length >= flushAtEntries) void flushOne(workspace, group)
    else timer ??= setTimeout(() => void flush(), flushAfterMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    await Promise.all([...groups].map(([workspace, group]) => flushOne(workspace, group)))
  }

  async function flushOne({ log }: Workspace, group: Group): Promise<void> {
    if (group.length > 0) log.append(countUsage(group.lastId - group.length + 1, group.lastId))
    group.length = 0
    await log.flush().catch(options.onError)
  }

  function groupOf(workspace: Workspace): Group {
    const known = groups.get(workspace)
    if (known !== undefined) return known
    const group = { lastId: lastRequestLogId(workspace.logDb), length: 0 }
    groups.set(workspace, group)
    return group
  }

  // NB: appends at once, so that what is asked from here on stays.
  async function clear(workspace: Workspace): Promise<void> {
    const { log } = workspace
    groupOf(workspace).length = 0
    for (const line of [...forgetRequestBodies(), forgetRequestLogs(), forgetUsage()]) log.append(line)
    await log.flush()
  }

  return { add, flush, clear }
}

/** What the window reads all day is not worth its place; what it writes, and what fails, is. */
type Exchange = Parameters<typeof keptExchange>[0]

function exchangeToKeep(request: FinishedRequest, budget: BodyBudget): Exchange | undefined {
  const { requestHeaders, requestBody, responseHeaders } = request
  const isUrgent = request.method !== 'GET' || request.status >= 400
  if (request.principal?.actor.type === 'user' && !isUrgent) return undefined
  const responseBody = isText(request) ? request.responseBody : undefined
  if (!budget.take(isUrgent)) return undefined
  return { requestHeaders, requestBody, responseHeaders, responseBody }
}

/** NB: JSON may come as its bytes, as a file does. */
const isText = ({ responseBody, responseHeaders }: FinishedRequest): boolean =>
  typeof responseBody === 'string' || String(responseHeaders['Content-Type']).startsWith('application/json')

function toEntry(request: FinishedRequest, { id, now }: { id: number; now: number }): NewRequestLog {
  const actor = request.principal?.actor
  return {
    id,
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
