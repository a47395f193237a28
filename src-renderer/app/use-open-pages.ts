import { useRouter } from '@tanstack/react-router'
import { useCan } from '../features/people/people.queries.ts'
import type { NavigationItem } from './navigation.ts'

/** Keeps the entries whose page exists and is allowed to this person. */
export function useOpenPages(): <Item extends NavigationItem>(items: readonly Item[]) => readonly Item[] {
  const paths: object = useRouter().routesByPath
  const can = useCan()
  return (items) => items.filter((item) => Object.hasOwn(paths, item.to) && (item.scope === undefined || can(item.scope)))
}
