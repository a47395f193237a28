import { AppError } from '../../lib/app-error.ts'
import type { Actor } from '../../lib/identity.ts'
import type { Member } from './live.contract.ts'

/** A connection in a room. */
export interface Guest {
  readonly actor: Actor
  readonly tell: (text: string) => void
}

/** The rooms of a workspace: who is in them, and what they say to each other. Nothing of it is kept. */
export interface Rooms {
  /** @throws AppError `rate_limited` when the room is full. */
  readonly assertRoomFor: (room: string, guest: Guest) => void
  readonly enter: (room: string, guest: Guest) => void
  readonly leave: (room: string, guest: Guest) => void
  /** Tells everybody else in the room. */
  readonly publish: (room: string, from: Guest, text: string) => void
  readonly membersOf: (room: string) => Member[]
}

/** Comings and goings of so long are told together, in milliseconds. */
const presenceMs = 250

export function createRooms(options: {
  maxMembers: number
  /** Writes the message about who is in a room. */
  presenceText: (room: string, members: readonly Member[]) => string
}): Rooms {
  const rooms = new Map<string, Set<Guest>>()
  const timers = new Map<string, NodeJS.Timeout>()

  const membersOf = (room: string): Member[] => {
    const members = new Map<string, Member>()
    for (const { actor } of rooms.get(room) ?? []) members.set(memberId(actor), { type: actor.type, id: actor.id, name: actor.name })
    return [...members.values()]
  }

  function tellSoon(room: string): void {
    if (timers.has(room)) return
    const tell = (): void => {
      timers.delete(room)
      const text = options.presenceText(room, membersOf(room))
      for (const guest of [...(rooms.get(room) ?? [])]) guest.tell(text)
    }
    timers.set(room, setTimeout(tell, presenceMs).unref())
  }

  const isThere = (room: string, actor: Actor): boolean => membersOf(room).some((member) => memberId(member) === memberId(actor))

  return {
    membersOf,
    assertRoomFor: (room, { actor }) => {
      if (!isThere(room, actor) && membersOf(room).length >= options.maxMembers) throw full(room, options.maxMembers)
    },
    enter: (room, guest) => {
      const guests = rooms.get(room) ?? new Set<Guest>()
      if (guests.has(guest)) return
      const isNew = !isThere(room, guest.actor)
      rooms.set(room, guests.add(guest))
      if (isNew) tellSoon(room)
    },
    leave: (room, guest) => {
      const guests = rooms.get(room)
      if (guests?.delete(guest) !== true) return
      if (guests.size === 0) rooms.delete(room)
      else if (!isThere(room, guest.actor)) tellSoon(room)
    },
    publish: (room, from, text) => {
      for (const guest of [...(rooms.get(room) ?? [])]) if (guest !== from) guest.tell(text)
    },
  }
}

const memberId = ({ type, id }: Pick<Actor, 'type' | 'id'>): string => `${type}:${id}`

const full = (room: string, limit: number): AppError =>
  new AppError('rate_limited', `"${room}" has ${limit} members, which is all that a room takes.`, {
    details: { channel: room, limit, fix: 'Use another room, or wait until somebody leaves.' },
  })
