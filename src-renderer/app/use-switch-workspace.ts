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
  return (change) => {
    const { queryKey } = sessionQuery(api)
    workspace.choose(change)
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
    void queryClient.invalidateQueries({ queryKey })
    const { pathname } = router.state.location
    void router.navigate({ to: navigationItemOf(pathname)?.to ?? pathname, search: {} })
  }
}
