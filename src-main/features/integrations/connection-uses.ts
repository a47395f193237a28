import type { Workspace } from '../../infra/db/workspace.ts'
import { systemActor } from '../../lib/identity.ts'
import { noteOutcome, type Outcome } from './connection-outcome.ts'

/** How long a success may wait until it is noted, milliseconds. */
const gatherMs = 1_000

/** Notes uses of connections: failures at once, successes together, so that a thousand mails do not write a thousand times. */
export function createConnectionUses(onError: (error: unknown) => void) {
  const waiting = new Map<Workspace, Set<number>>()
  let timer: NodeJS.Timeout | undefined

  const note = (workspace: Workspace, id: number, outcome: Outcome): Promise<void> =>
    workspace.write((tx) => noteOutcome(tx, id, outcome), { actor: systemActor, isLazy: outcome.failure === null })

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const uses = [...waiting]
    waiting.clear()
    const written = uses.flatMap(([workspace, ids]) => [...ids].map((id) => note(workspace, id, { failure: null, isTest: false })))
    await Promise.all(written).catch(onError)
  }

  return {
    note,
    succeeded: (workspace: Workspace, id: number): void => {
      const ids = waiting.get(workspace) ?? new Set<number>()
      waiting.set(workspace, ids.add(id))
      timer ??= setTimeout(() => void flush(), gatherMs).unref()
    },
    flush,
  }
}

export type ConnectionUses = ReturnType<typeof createConnectionUses>
