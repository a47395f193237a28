import { transitionRoute } from '../../src-main/contract/record-routes.ts'
import { recordQueries } from '../lib/record-queries.ts'
import { fieldValue, keyOf, type RecordBase, type RecordTypeOf } from '../lib/record-type.ts'
import type { AnyRecordView } from './record-view.ts'

type ViewOptions = Pick<AnyRecordView, 'icon'> & Partial<Pick<AnyRecordView, 'columns' | 'parts' | 'Overview' | 'Actions' | 'Part'>>

/** The view of a declared type: all that the window needs to know of it beside its texts. */
export function generatedView<Item extends RecordBase>(declared: RecordTypeOf<Item>, view: ViewOptions): AnyRecordView {
  const type: RecordTypeOf<RecordBase> = declared
  const transition = type.statuses.length === 0 ? undefined : transitionRoute(type)
  return {
    ...view,
    type,
    queries: recordQueries<RecordBase>(type, { transition, isExpanded: true }),
    path: `/${type.plural.replaceAll('_', '-')}`,
    titleOf: (record) => titleIn(type, record),
  }
}

const titleIn = (type: RecordTypeOf<RecordBase>, record: RecordBase): string => {
  const title = fieldValue(record, type.titleField)
  return typeof title === 'string' && title !== '' ? title : keyOf(type, record)
}
