import type { LoggedCall } from '../../connectors/kit/caller.ts'
import type { Mask } from '../../connectors/kit/masking.ts'
import type { RunTerms } from '../../connectors/kit/open-connector.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { keptBody } from '../../lib/kept-body.ts'
import { insertCalls } from './connection-calls.store.ts'
import type { connectionCalls } from './connection-calls.table.ts'

type NewCall = typeof connectionCalls.$inferInsert

/** How long calls wait to be written together, milliseconds. */
const gatherMs = 200

/** More than this is written at once. */
const mostGathered = 200

export interface CallLog {
  readonly add: (call: NewCall) => void
  /** Writes what waits. */
  readonly flush: () => Promise<void>
}

/** Keeps the calls of a workspace until they are written together, so that none of them waits for a transaction. */
export function createCallLog(workspace: Workspace, onError: (error: unknown) => void): CallLog {
  let waiting: NewCall[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const calls = waiting
    waiting = []
    if (calls.length > 0) {
      const written = workspace.write((tx) => insertCalls(tx.db, calls), { actor: systemActor, isLazy: true }).catch(onError)
      writing = Promise.all([writing, written]).then(() => undefined)
    }
    return writing
  }

  return {
    add: (call) => {
      waiting.push(call)
      if (waiting.length >= mostGathered) void flush()
      else timer ??= setTimeout(() => void flush(), gatherMs).unref()
    },
    flush,
  }
}

/** A call as it is kept: masked before it is cut, so that no half of a secret stays. */
export function keptCall(
  call: LoggedCall,
  mask: Mask,
  { connectionId, purpose }: Pick<RunTerms, 'purpose'> & { connectionId: number },
): NewCall {
  const request = keptBody(mask.text(call.requestBody))
  const response = keptBody(mask.text(call.responseBody))
  const { failure } = call
  return {
    connectionId,
    purpose,
    startedAt: isoTime(call.startedAt),
    durationMs: Math.round(call.durationMs * 10) / 10,
    attempt: call.attempt,
    method: call.method,
    url: mask.text(call.url).slice(0, 2_000),
    requestHeaders: mask.headers(call.requestHeaders),
    requestBody: request.text,
    isRequestBodyCut: request.isCut,
    responseStatus: call.status,
    responseHeaders: mask.headers(call.responseHeaders),
    responseBody: response.text,
    isResponseBodyCut: response.isCut,
    timing: call.timing,
    failureKind: failure?.kind ?? null,
    failureStep: failure?.step ?? null,
    failureDetail: failure?.detail == null ? null : mask.text(failure.detail),
  }
}
