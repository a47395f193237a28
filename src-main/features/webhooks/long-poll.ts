import type { Workspace } from '../../infra/db/workspace.ts'

/** Most calls of one workspace that wait at a time; further ones are answered at once. */
const maxWaiting = 200

export interface LongPolls {
  /** Resolves after the next commit in the workspace, after so many milliseconds, or when the program stops, whichever comes first. */
  readonly wait: (workspace: Workspace, milliseconds: number) => Promise<void>
  readonly isStopping: () => boolean
}

interface LongPollOptions {
  /** Calls after each commit in the workspace. @returns what ends that. */
  readonly onWake: (workspace: Workspace, listener: () => void) => () => void
  readonly stopping: AbortSignal
}

/** Lets calls wait for events. */
export function createLongPolls({ onWake, stopping }: LongPollOptions): LongPolls {
  const waiting = new Map<Workspace, number>()
  return {
    isStopping: () => stopping.aborted,
    wait: (workspace, milliseconds) => {
      const count = waiting.get(workspace) ?? 0
      if (count >= maxWaiting || stopping.aborted) return Promise.resolve()
      waiting.set(workspace, count + 1)
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer)
          unsubscribe()
          stopping.removeEventListener('abort', end)
          waiting.set(workspace, (waiting.get(workspace) ?? 1) - 1)
          resolve()
        }
        const timer = setTimeout(end, milliseconds)
        const unsubscribe = onWake(workspace, end)
        stopping.addEventListener('abort', end)
      })
    },
  }
}
