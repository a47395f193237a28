import type { Workspace } from '../../infra/db/workspace.ts'
import { createEventFeed, type EventFeed } from './event-feed.ts'
import { createListChanges, type ListChanges, type WatchedList } from './list-changes.ts'
import type { LiveLimits } from './live-limits.ts'
import { createRooms, type Rooms } from './rooms.ts'
import { messageText } from './server-message.ts'

/** What can be listened to in a workspace. Another workspace has its own: nothing passes between them. */
export interface LivePlace {
  readonly feed: EventFeed
  readonly rooms: Rooms
  readonly changes: ListChanges
}

export interface PlaceOptions {
  readonly onWake: (workspace: Workspace, listener: () => void) => void
  readonly plurals: ReadonlyMap<string, string>
  readonly lists: readonly WatchedList[]
  readonly limits: LiveLimits
  readonly onError: (error: unknown) => void
}

export interface LivePlaces {
  readonly of: (workspace: Workspace) => LivePlace
  /** Looks at the lists that somebody watches. */
  readonly look: () => void
}

export function createLivePlaces(options: PlaceOptions): LivePlaces {
  const places = new Map<Workspace, LivePlace>()

  const create = (workspace: Workspace): LivePlace => ({
    feed: createEventFeed({ ...options, workspace, onWake: (listener) => options.onWake(workspace, listener) }),
    rooms: createRooms({
      maxMembers: options.limits.roomMembers,
      presenceText: (channel, members) => messageText({ type: 'presence', channel, members: [...members] }),
    }),
    changes: createListChanges({ ...options, workspace, changedText: (channel) => messageText({ type: 'changed', channel }) }),
  })

  return {
    of: (workspace) => {
      const place = places.get(workspace) ?? create(workspace)
      places.set(workspace, place)
      return place
    },
    look: () => {
      for (const { changes } of places.values()) changes.look()
    },
  }
}
