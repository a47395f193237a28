import { readStored, writeStored } from './stored.ts'

export type Environment = 'live' | 'sandbox'

/** Which company, in which environment, the person is looking at. Without a company the server takes the person's first. */
export interface Workspace {
  readonly company: string | undefined
  readonly environment: Environment
}

export interface WorkspaceChoice {
  readonly get: () => Workspace
  readonly choose: (change: Partial<Workspace>) => void
  readonly subscribe: (listener: () => void) => () => void
}

const storedName = 'workspace'

/** Keeps the choice through reloads, and tells who listens when it changes. */
export function createWorkspaceChoice(): WorkspaceChoice {
  const listeners = new Set<() => void>()
  let current = storedWorkspace()
  return {
    get: () => current,
    choose: (change) => {
      current = { ...current, ...change }
      writeStored(storedName, current)
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function storedWorkspace(): Workspace {
  const { company, environment } = readStored<Partial<Record<keyof Workspace, unknown>>>(storedName) ?? {} // checked field by field here
  return { company: typeof company === 'string' ? company : undefined, environment: environment === 'sandbox' ? 'sandbox' : 'live' }
}
