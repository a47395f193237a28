import { eventBody } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'

/** What live channels read of an event. */
export type LiveEventRow = Pick<EventRow, 'seq' | 'id' | 'event' | 'recordType' | 'recordId' | 'recordKey' | 'createdAt' | 'data'>

/** One event on its way out: written as text once for each kind of connection, whatever the number of listeners. */
export class OutgoingEvent {
  readonly row: LiveEventRow
  #message: Buffer | undefined
  #streamPart: Buffer | undefined

  constructor(row: LiveEventRow) {
    this.row = row
  }

  /** For a WebSocket. */
  get message(): Buffer {
    this.#message ??= Buffer.from(messageOf(this.row))
    return this.#message
  }

  /** For a stream of server-sent events. */
  get streamPart(): Buffer {
    this.#streamPart ??= Buffer.from(`id: ${this.row.id}\nevent: ${this.row.event}\ndata: ${eventBody(this.row)}\n\n`)
    return this.#streamPart
  }
}

/** NB: put together by hand, as the contract's `event` has it: `data` is JSON in wire form already. */
const messageOf = (row: LiveEventRow): string =>
  `{"type":"event","record_type":${JSON.stringify(row.recordType)},"record_id":${row.recordId},"record_key":${JSON.stringify(row.recordKey)},"event":${eventBody(row)}}`
