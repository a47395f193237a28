import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../features/people/people.queries.ts'
import { useServices } from '../lib/services.tsx'
import type { Workspace } from '../lib/workspace.ts'
import { navigationItemOf } from './navigation.ts'

/** Moves to another company or environment, forgets what was loaded of the old one, and leaves pages of single records. */
export function useSwitchWorkspace(): (change: Partial<Workspace>) => void {
  const { api, workspace } = useServices()
  const queryClient = useQueryClient()
  const router = useRouter()
  const forget = (change: Partial<Workspace>): void => {
    const { queryKey } = sessionQuery(api)
    workspace.choose(change)
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
    void queryClient.invalidateQueries({ queryKey })
  }
  return (change) => {
    const { pathname } = router.state.location
    // NB: first away from the record, then into the other workspace: what is on the screen would ask there for an id of here.
    void router.navigate({ to: navigationItemOf(pathname)?.to ?? pathname, search: {} }).then(() => forget(change))
  }
}
