import { useRouter } from '@tanstack/react-router'
import { useChooseWorkspace } from '../features/people/people.queries.ts'
import type { Workspace } from '../lib/workspace.ts'
import { navigationItemOf } from './navigation.ts'

/** Moves to another company or environment, forgets what was loaded of the old one, and leaves pages of single records. */
export function useSwitchWorkspace(): (change: Partial<Workspace>) => void {
  const choose = useChooseWorkspace()
  const router = useRouter()
  return (change) => {
    const { pathname } = router.state.location
    // NB: first away from the record, then into the other workspace: what is on the screen would ask there for an id of here.
    void router.navigate({ to: navigationItemOf(pathname)?.to ?? pathname, search: {} }).then(() => choose(change))
  }
}
