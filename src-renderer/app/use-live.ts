import { useEffect } from 'react'
import { grants, type Scope } from '../../src-main/contract/scopes.ts'
import { useSession } from '../features/people/people.queries.ts'
import { listChannels } from '../lib/live-refresh.ts'
import { useServices, useWorkspace } from '../lib/services.tsx'

/** Notifications are everybody's own, made of events; what is caught is of webhooks. */
const scopes: Readonly<Record<string, Scope>> = { 'changes/notifications': 'events:read', 'changes/webhook_catchers': 'webhooks:read' }

/** Any other list is called like its scope. */
const scopeOf = (channel: string): Scope => scopes[channel] ?? (`${channel.replace('changes/', '')}:read` as Scope)

/**
 * Keeps the window's one socket open for the workspace that is shown, while somebody is signed in. Pages need nothing of their own: their queries are
 * invalidated by events (see `lib/live-refresh.ts`, which also says how to add a list without events).
 */
export function useLive(): void {
  const { live } = useServices()
  const { company, environment } = useWorkspace()
  const held = useSession()?.scopes.join()
  useEffect(() => {
    if (held === undefined) return
    const lists = listChannels.filter((channel) => grants(held.split(',') as Scope[], scopeOf(channel))) // joined above
    return live.open({ company, environment }, ['events', ...lists])
  }, [live, company, environment, held])
}
