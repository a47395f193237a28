import type { Icon } from '@tabler/icons-react'
import type { RecordQueries } from '../lib/record-queries.ts'
import type { RecordBase, RecordTypeOf } from '../lib/record-type.ts'

/** What the shared parts of record pages need to know of a type; its texts stand in the namespace of its plural. */
export interface RecordView<Item extends RecordBase> {
  readonly type: RecordTypeOf<Item>
  readonly queries: RecordQueries<Item>
  /** Its list; `/1042` behind it opens one. */
  readonly path: string
  readonly icon: Icon
  readonly titleOf: (record: Item) => string
  /** Statuses whose reason is asked for on the way there. */
  readonly reasonFor?: readonly string[]
}
