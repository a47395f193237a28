import type { Context } from 'koa'
import type { RouteSpec } from '../../contract/route.ts'
import { AppError } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import type { Vault } from '../vault/vault.ts'
import { toAnswer } from './answer.ts'
import type { OldRevision } from './api-revisions.ts'
import type { AnsweringRoute, AnyInput } from './bind.ts'
import { type Capacity, overloaded } from './capacity.ts'
import { type Answer, json } from './http-answer.ts'
import { findStoredAnswer, type KeyedRequest, type RunningRequests, requestHash, type StoredAnswer, storeAnswer } from './idempotency.ts'
import type { Principal } from './principal.ts'
import { type ResponseCache, unlessKnown, withEtag } from './response-cache.ts'

/** What running a route needs beside the request. */
export interface RouteRunner {
  readonly cache: ResponseCache
  readonly running: RunningRequests
  /** Seals stored answers that show a secret. */
  readonly vault: Pick<Vault, 'seal' | 'open'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly capacity: Pick<Capacity, 'queuedWrites'>
}

interface Call {
  readonly input: AnyInput
  readonly principal: Principal | undefined
  readonly context: Context
  readonly bodyText: string | undefined
  readonly idempotencyKey: string | undefined
  readonly revision: OldRevision | undefined
}

/** Runs a bound route's handler and gives its answer. */
export function runRoute(route: AnsweringRoute, call: Call, runner: RouteRunner): Answer | Promise<Answer> {
  if (route.kind === 'read') return runRead(route, call, runner.cache)
  const { principal, idempotencyKey, revision } = call
  const isFull = route.kind === 'write' && (principal?.workspace.queuedWrites() ?? 0) >= runner.capacity.queuedWrites
  if (isFull) throw overloaded('writes')
  if (idempotencyKey === undefined || principal === undefined) return runUnkeyed(route, call)
  const path = unversioned(call.context.path) + (revision === undefined ? '' : ` ${revision.date}`)
  const request: KeyedRequest = {
    credential: `${principal.actor.type}:${principal.actor.id}`,
    key: idempotencyKey,
    hash: requestHash(call.context.method, path, call.bodyText),
  }
  const { workspace } = principal
  const end = runner.running.begin(`${workspace.company}/${workspace.environment}`, request)
  const keyed = { ...call, request, principal }
  return (route.kind === 'write' ? runKeyedWrite(route, keyed, runner) : runKeyedTask(route, keyed, runner)).finally(end)
}

/** `/v1/…` is another name of `/api/v1/…`. */
const unversioned = (path: string): string => path.replace(/^\/v1\//, '/api/v1/')

function runRead(route: Extract<AnsweringRoute, { kind: 'read' }>, call: Call, cache: ResponseCache): Answer | Promise<Answer> {
  const { input, principal, context, revision } = call
  if (route.spec.isCacheable !== true) return toAnswer(route.spec, route.handle(input), call)
  const { workspace } = present(principal)
  const url = unversioned(context.url) + (revision === undefined ? '' : ` ${revision.date}`)
  // What is expanded depends on what the caller may read.
  const isShared = (input.query as { readonly expand?: string }).expand === undefined
  const kept = isShared ? cache.find(workspace, url) : undefined
  const make = (): Answer => {
    const result = route.handle(input)
    const answer = withEtag(toAnswer(route.spec, result, call), result)
    if (isShared) cache.keep(workspace, url, answer)
    return answer
  }
  if (kept instanceof Promise) return kept.then((found) => unlessKnown(context, found ?? make()))
  return unlessKnown(context, kept ?? make())
}

async function runUnkeyed(route: Exclude<AnsweringRoute, { kind: 'read' }>, call: Call): Promise<Answer> {
  const { input, principal } = call
  if (route.kind === 'task') return toAnswer(route.spec, await route.handle(input), call)
  const { workspace, actor } = present(principal)
  const { requestId } = input.exchange
  const prepared = route.prepare === undefined ? undefined : await route.prepare(input)
  return workspace.write((tx) => toAnswer(route.spec, route.handle(tx, input, prepared), call), { actor, requestId, isRepeatable: true })
}

type KeyedCall = Call & { readonly principal: Principal; readonly request: KeyedRequest }

type WriteRoute = Extract<AnsweringRoute, { kind: 'write' }>

async function runKeyedWrite(route: WriteRoute, call: KeyedCall, runner: RouteRunner): Promise<Answer> {
  if (route.prepare === undefined) return writeKeyed(route, call, { runner })
  const stored = findStoredAnswer(call.principal.workspace.db, call.request, isoTime(runner.now()))
  return stored === undefined ? writeKeyed(route, call, { runner, prepared: await route.prepare(call.input) }) : replayOf(stored, runner)
}

/** The handler and the stored answer commit as one. */
function writeKeyed(
  route: WriteRoute,
  call: KeyedCall,
  { runner, prepared }: { readonly runner: RouteRunner; readonly prepared?: unknown },
): Promise<Answer> {
  const { principal, request, input } = call
  const { workspace, actor } = principal
  return workspace.write(
    (tx) => {
      const stored = findStoredAnswer(tx.db, request, tx.now)
      if (stored !== undefined) return replayOf(stored, runner)
      const answer = toAnswer(route.spec, route.handle(tx, input, prepared), call)
      const toKeep = storable(route.spec, answer, runner)
      if (toKeep !== undefined) storeAnswer(tx.db, request, { ...toKeep, createdAt: tx.now })
      return answer
    },
    { actor, requestId: input.exchange.requestId, isRepeatable: true },
  )
}

/** NB: a task's effect is not in the workspace's file, so that its answer is kept right after it. A crash in between forgets the key, not the effect. */
async function runKeyedTask(route: Extract<AnsweringRoute, { kind: 'task' }>, call: KeyedCall, runner: RouteRunner): Promise<Answer> {
  const { principal, request, input } = call
  const { workspace, actor } = principal
  const stored = findStoredAnswer(workspace.db, request, isoTime(runner.now()))
  if (stored !== undefined) return replayOf(stored, runner)
  const answer = toAnswer(route.spec, await route.handle(input), call)
  const toKeep = storable(route.spec, answer, runner)
  if (toKeep !== undefined)
    await workspace.write((tx) => storeAnswer(tx.db, request, { ...toKeep, createdAt: tx.now }), { actor, isRepeatable: true })
  return answer
}

/** What is kept of an answer; nothing of a file, which the same request makes again. */
function storable(
  { showsSecret }: RouteSpec,
  { status, body = '' }: Answer,
  { vault }: RouteRunner,
): Omit<StoredAnswer, 'requestHash'> | undefined {
  if (typeof body !== 'string') return undefined
  const isSealed = showsSecret === true
  return { responseStatus: status, responseBody: isSealed ? vault.seal(body) : body, isSealed }
}

function replayOf({ responseStatus, responseBody, isSealed }: StoredAnswer, { vault }: RouteRunner): Answer {
  const body = isSealed ? vault.open(responseBody) : responseBody
  return { status: responseStatus, body: body || undefined, mediaType: json, isReplay: true }
}

function present(principal: Principal | undefined): Principal {
  if (principal === undefined) throw new AppError('unauthorized', 'This route needs a credential.')
  return principal
}
