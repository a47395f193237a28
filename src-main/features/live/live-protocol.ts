import { AppError } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import { assertMay, type Channel, type ChannelRules, parseChannel } from './channels.ts'
import type { Missed } from './event-feed.ts'
import type { ClientMessage } from './live.contract.ts'
import type { LiveLimits } from './live-limits.ts'
import type { LivePlace } from './live-place.ts'
import type { LiveSocket } from './live-socket.ts'
import { messageText } from './server-message.ts'

export interface ProtocolOptions {
  readonly rules: ChannelRules
  readonly limits: Pick<LiveLimits, 'subscriptions'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

type Message<Type extends ClientMessage['type']> = Extract<ClientMessage, { readonly type: Type }>

/** What somebody who is known may ask for, and what becomes of it. */
export class LiveProtocol {
  readonly #options: ProtocolOptions
  readonly #place: LivePlace
  readonly #socket: LiveSocket

  constructor(options: ProtocolOptions, place: LivePlace, socket: LiveSocket) {
    this.#options = options
    this.#place = place
    this.#socket = socket
  }

  /** @throws AppError when nothing of it is done. */
  take(message: ClientMessage): void {
    switch (message.type) {
      case 'subscribe':
        this.#subscribe(message)
        break
      case 'unsubscribe':
        this.#unsubscribe(message)
        break
      case 'publish':
        this.#publish(message)
        break
      case 'ping':
        this.#socket.tell(messageText({ type: 'pong', id: message.id ?? null, lastEventId: this.#place.feed.lastEventId() }))
        break
      case 'authenticate':
        throw new AppError('conflict', 'This socket is authenticated already.', {
          details: { fix: 'Open another one for another credential.' },
        })
    }
  }

  /** The socket is gone. */
  leave(): void {
    for (const name of this.#socket.channels) this.#drop(name)
  }

  #subscribe({ id, channels: names, after }: Message<'subscribe'>): void {
    const channels = names.map((name) => parseChannel(name, this.#options.rules))
    for (const channel of channels) assertMay(this.#socket.principal.scopes, channel)
    this.#assertWithinLimit(channels)
    for (const { name, kind } of channels) if (kind === 'room') this.#place.rooms.assertRoomFor(name, this.#socket)
    const wanted = channels.filter(({ kind }) => kind === 'events').map(({ name }) => name)
    const missed = after === undefined ? undefined : this.#place.feed.missed(after, wanted, this.#socket.channels)
    for (const channel of channels) this.#add(channel)
    this.#acknowledge(id, missed)
    if (missed?.kind === 'replayed') for (const event of missed.events) this.#socket.deliver(event)
    for (const { name, kind } of channels) if (kind === 'room') this.#tellMembers(name)
  }

  #unsubscribe({ id, channels }: Message<'unsubscribe'>): void {
    for (const name of channels) this.#drop(name)
    this.#acknowledge(id, undefined)
  }

  #publish({ id, channel: name, data }: Message<'publish'>): void {
    const channel = parseChannel(name, this.#options.rules)
    if (channel.kind !== 'room') throw new AppError('forbidden', `"${name}" is no room.`, { details: { fix: 'Publish to rooms/<name>.' } })
    assertMay(this.#socket.principal.scopes, { name, scope: 'rooms:write' })
    if (!this.#socket.channels.has(name))
      throw new AppError('conflict', `You are not in "${name}".`, { details: { fix: 'Subscribe to the room first.' } })
    const { type, id: actorId, name: actorName } = this.#socket.actor
    const from = { type, id: actorId, name: actorName }
    const text = messageText({ type: 'message', channel: name, from, data, sentAt: isoTime(this.#options.now()) })
    this.#place.rooms.publish(name, this.#socket, text)
    this.#acknowledge(id, undefined)
  }

  #acknowledge(id: string | undefined, missed: Missed | undefined): void {
    this.#socket.tell(
      messageText({
        type: 'ack',
        id: id ?? null,
        channels: [...this.#socket.channels],
        ...(missed === undefined ? {} : { resume: missed.kind, replayed: missed.kind === 'replayed' ? missed.events.length : 0 }),
        ...(missed?.kind === 'reload' ? { reason: missed.reason } : {}),
        lastEventId: this.#place.feed.lastEventId(),
      }),
    )
  }

  #tellMembers(room: string): void {
    this.#socket.tell(messageText({ type: 'presence', channel: room, members: this.#place.rooms.membersOf(room) }))
  }

  #assertWithinLimit(channels: readonly Channel[]): void {
    const limit = this.#options.limits.subscriptions
    const all = new Set([...this.#socket.channels, ...channels.map(({ name }) => name)])
    if (all.size <= limit) return
    throw new AppError('rate_limited', `A connection may have ${limit} subscriptions.`, {
      details: { limit, fix: 'Subscribe to a record type instead of many records of it, or unsubscribe from others first.' },
    })
  }

  #add({ name, kind }: Channel): void {
    const { feed, rooms, changes } = this.#place
    if (kind === 'room') rooms.enter(name, this.#socket)
    else if (kind === 'changes') changes.watch(name, this.#socket.tell)
    else feed.listen(this.#socket, [name])
    this.#socket.channels.add(name)
  }

  /** Whatever kind it is of: only one of the three knows it. */
  #drop(name: string): void {
    const { feed, rooms, changes } = this.#place
    feed.unlisten(this.#socket, [name])
    rooms.leave(name, this.#socket)
    changes.unwatch(name, this.#socket.tell)
    this.#socket.channels.delete(name)
  }
}
