import type { Tx } from '../infra/db/write-queue.ts'
import { invariant } from '../lib/assert.ts'
import type { RecordService } from '../records/record-service.ts'

/** The service of a record type, as samples need it. */
export type MakingRecords = Pick<RecordService<unknown>, 'type' | 'create' | 'transition'>

/** How a sample record comes to its status; a note goes with the last step. */
export interface Steps {
  readonly to?: readonly string[]
  readonly note?: string
}

/** Makes a sample record as a client would: its fields checked by the contract, its status reached by allowed transitions. @returns its id. */
export type MakeRecord = (plural: string, fields: Readonly<Record<string, unknown>>, steps?: Steps) => number

export function recordMaker(tx: Tx, services: readonly MakingRecords[]): MakeRecord {
  return (plural, fields, { to = [], note } = {}) => {
    const records = services.find(({ type }) => type.plural === plural)
    invariant(records !== undefined, `no service of ${plural}`)
    const { id } = records.create(tx, records.type.create.parse(fields)) as { id: number } // every resource has one
    for (const [index, status] of to.entries()) {
      const isLast = index === to.length - 1
      records.transition(tx, String(id), { to: status, note: isLast ? (note ?? null) : null })
    }
    return id
  }
}
