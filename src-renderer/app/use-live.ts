import { useEffect } from 'react'
import { grants, type Scope } from '../../src-main/contract/scopes.ts'
import { useSession } from '../features/people/people.queries.ts'
import { listChannels } from '../lib/live-refresh.ts'
import { useServices, useWorkspace } from '../lib/services.tsx'

/** A list is called like its scope; notifications are everybody's own, made of events. */
const scopeOf = (channel: string): Scope =>
  channel === 'changes/notifications' ? 'events:read' : (`${channel.replace('changes/', '')}:read` as Scope)

/**
 * Keeps the window's one socket open for the workspace that is shown, while somebody is signed in. Pages need nothing of their own: their queries are
 * invalidated by events (see `lib/live-refresh.ts`, which also says how to add a list without events).
 */
export function useLive(): void {
  const { live } = useServices()
  const { company, environment } = useWorkspace()
  const scopes = useSession()?.scopes.join()
  useEffect(() => {
    if (scopes === undefined) return
    const held = scopes.split(',') as Scope[] // joined above
    const lists = listChannels.filter((channel) => grants(held, scopeOf(channel)))
    return live.open({ company, environment }, ['events', ...lists])
  }, [live, company, environment, scopes])
}
