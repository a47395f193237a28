import type { Scope } from '../../contract/scopes.ts'
import type { Workspace } from '../../infra/db/workspace.ts'

/** A list that changes without events, told of on `changes/<name>`. */
export interface WatchedList {
  readonly name: string
  /** What is needed to read the list. */
  readonly scope: Scope
  /** Another text after each change; looked at twice a second while somebody listens. @param before the one that it was, empty at first. */
  readonly stamp: (workspace: Workspace, before: string) => string
}

/** Says which lists of a workspace have changed, without saying how: whoever shows one reads it anew. */
export interface ListChanges {
  readonly watch: (channel: string, tell: (text: string) => void) => void
  readonly unwatch: (channel: string, tell: (text: string) => void) => void
  /** Looks at what somebody watches. */
  readonly look: () => void
}

interface Watched {
  readonly list: WatchedList
  readonly listeners: Set<(text: string) => void>
  stamp: string
}

export function createListChanges(options: {
  workspace: Workspace
  lists: readonly WatchedList[]
  changedText: (channel: string) => string
}): ListChanges {
  const { workspace, lists } = options
  const watched = new Map<string, Watched>()

  const begin = (channel: string): Watched | undefined => {
    const list = lists.find(({ name }) => channel === `changes/${name}`)
    return list === undefined ? undefined : { list, listeners: new Set(), stamp: list.stamp(workspace, '') }
  }

  return {
    watch: (channel, tell) => {
      const known = watched.get(channel) ?? begin(channel)
      if (known === undefined) return
      known.listeners.add(tell)
      watched.set(channel, known)
    },
    unwatch: (channel, tell) => {
      const known = watched.get(channel)
      known?.listeners.delete(tell)
      if (known?.listeners.size === 0) watched.delete(channel)
    },
    look: () => {
      for (const [channel, known] of watched) {
        const stamp = known.list.stamp(workspace, known.stamp)
        if (stamp === known.stamp) continue
        known.stamp = stamp
        const text = options.changedText(channel)
        for (const tell of [...known.listeners]) tell(text)
      }
    },
  }
}
