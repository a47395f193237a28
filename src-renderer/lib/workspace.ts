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

const storageKey = 'interlock.workspace'

/** Keeps the choice through reloads, and tells who listens when it changes. */
export function createWorkspaceChoice(storage: Storage): WorkspaceChoice {
  const listeners = new Set<() => void>()
  let current = readWorkspace(storage.getItem(storageKey))
  return {
    get: () => current,
    choose: (change) => {
      current = { ...current, ...change }
      storage.setItem(storageKey, JSON.stringify(current))
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function readWorkspace(stored: string | null): Workspace {
  try {
    const { company, environment } = JSON.parse(stored ?? '{}') as Record<string, unknown> // checked field by field below
    return { company: typeof company === 'string' ? company : undefined, environment: environment === 'sandbox' ? 'sandbox' : 'live' }
  } catch {
    return { company: undefined, environment: 'live' } // damaged by hand; the default is always right
  }
}
