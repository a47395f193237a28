import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { Api } from './api.ts'
import type { Connection } from './connection.ts'
import type { LiveLink, LiveState } from './live-link.ts'
import type { Workspace, WorkspaceChoice } from './workspace.ts'

/** What the application hands to every page. */
export interface Services {
  readonly api: Api
  readonly workspace: WorkspaceChoice
  readonly connection: Connection
  readonly live: LiveLink
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const ServicesContext = createContext<Services | undefined>(undefined)

export function ServicesProvider({ services, children }: { readonly services: Services; readonly children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>
}

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === undefined) throw new Error('ServicesProvider is missing')
  return services
}

export const useApi = (): Api => useServices().api

export function useWorkspace(): Workspace & Pick<WorkspaceChoice, 'choose'> {
  const { workspace } = useServices()
  const current = useSyncExternalStore(workspace.subscribe, workspace.get)
  return { ...current, choose: workspace.choose }
}

/** Whether the server answered last time. */
export function useIsConnected(): boolean {
  const { connection } = useServices()
  return useSyncExternalStore(connection.subscribe, connection.isUp)
}

/** Whether what is on the screen keeps itself up to date. */
export function useLiveState(): LiveState {
  const { live } = useServices()
  return useSyncExternalStore(live.subscribe, live.state)
}

/** The time now, renewed every `everyMs`, so that "2 minutes ago" stays true. */
export function useNow(everyMs = 30_000): number {
  const { now } = useServices()
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return time
}
