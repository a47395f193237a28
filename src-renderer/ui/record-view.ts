import type { Icon } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { RecordResource } from '../../src-main/contract/scopes.ts'
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
  /** The columns that a list begins with, in their order, where the declaration's own choice is not the best. */
  readonly columns?: readonly string[]
  /** What of other types the panel of a record lists at once; the rest waits until somebody opens it. */
  readonly parts?: readonly RecordResource[]
  /** What the type shows above its list. */
  readonly Overview?: ComponentType
  /** Buttons of the type's own among those that change the status of a record. */
  readonly Actions?: ComponentType<{ readonly record: Item }>
  /** What the type adds to the panel of a record, above the lists and the history. */
  readonly Part?: ComponentType<{ readonly record: Item }>
}

export type AnyRecordView = RecordView<RecordBase>

/** NB: only its own records ever reach a view, which the type cannot say of a view among others. */
export const viewOfAny = <Item extends RecordBase>(view: RecordView<Item>): AnyRecordView => view as unknown as AnyRecordView
