import type { OpenStream } from '../../infra/http/bind.ts'
import type { CredentialSource, Principal } from '../../infra/http/principal.ts'
import { invalidField } from '../../lib/app-error.ts'
import { assertMay, parseChannel, splitChannels } from './channels.ts'
import type { Listener } from './event-feed.ts'
import type { ReloadReason } from './live.contract.ts'
import type { Ending, LiveConnection } from './live-connections.ts'
import type { LiveServices } from './live-services.ts'
import type { OutgoingEvent } from './outgoing-event.ts'

export interface StreamOrder {
  readonly principal: Principal
  readonly channels?: string | undefined
  readonly lastEventId?: string | undefined
  readonly seconds: number
}

/** How long a client waits before it connects again, in milliseconds. */
const retryMs = 3_000

/** Opens a stream of server-sent events. @throws AppError `not_found`, `forbidden`, `rate_limited`. */
export function openEventStream(services: LiveServices, order: StreamOrder, stream: OpenStream): void {
  const channels = eventChannels(services, order)
  const { feed } = services.places.of(order.principal.workspace)
  const after = stream.source.header('last-event-id') || order.lastEventId
  const missed = after === undefined ? undefined : feed.missed(after, channels, new Set())
  const client = new StreamClient(services, order.principal, stream)
  services.connections.add(client)
  feed.listen(client, channels)
  const beat = setInterval(() => client.comment('still here'), services.limits.heartbeatMs).unref()
  const end = setTimeout(() => stream.end(), order.seconds * 1_000).unref()
  stream.onClose(() => {
    clearInterval(beat)
    clearTimeout(end)
    feed.unlisten(client, channels)
    services.connections.remove(client)
  })
  client.begin(feed.lastEventId(), missed?.kind === 'reload' ? missed.reason : undefined)
  if (missed?.kind === 'replayed') for (const event of missed.events) client.deliver(event)
}

function eventChannels({ rules }: LiveServices, { channels = 'events', principal }: StreamOrder): string[] {
  return splitChannels(channels).map((name) => {
    const channel = parseChannel(name, rules)
    if (channel.kind !== 'events') throw invalidField('channels', `"${name}" is not for streams`, 'Open a WebSocket for rooms and lists.')
    assertMay(principal.scopes, channel)
    return name
  })
}

class StreamClient implements LiveConnection, Listener {
  readonly principal: Principal
  readonly source: CredentialSource
  readonly #stream: OpenStream
  readonly #maxBufferedBytes: number

  constructor({ limits }: LiveServices, principal: Principal, stream: OpenStream) {
    this.principal = principal
    this.source = stream.source
    this.#stream = stream
    this.#maxBufferedBytes = limits.maxBufferedBytes
  }

  /** NB: `ready` and `reload` carry the newest id, so that who connects again before the first event misses nothing. */
  begin(lastEventId: string | null, reason: ReloadReason | undefined): void {
    const id = lastEventId === null ? '' : `id: ${lastEventId}\n`
    const event = reason === undefined ? 'ready' : 'reload'
    this.#write(`retry: ${retryMs}\n${id}event: ${event}\ndata: ${JSON.stringify({ last_event_id: lastEventId, reason })}\n\n`)
  }

  deliver(event: OutgoingEvent): void {
    this.#write(event.streamPart)
  }

  comment(text: string): void {
    this.#write(`: ${text}\n\n`)
  }

  end(why: Ending): void {
    if (why.kind === 'refused')
      this.#write(`event: error\ndata: ${JSON.stringify({ code: why.error.code, message: why.error.message })}\n\n`)
    this.#stream.end()
  }

  #write(part: string | Uint8Array): void {
    if (this.#stream.waiting() > this.#maxBufferedBytes) this.#stream.cut()
    else this.#stream.write(part)
  }
}
