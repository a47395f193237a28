import { useQueries } from '@tanstack/react-query'
import type { RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import type { AnyRecordView, RecordView } from './record-view.ts'
import { useRecordViews } from './record-views.tsx'

/** Records of one type that refer to a record and keep it from being deleted. */
export interface Referrer {
  readonly view: AnyRecordView
  readonly field: string
  readonly count: number
}

/**
 * What keeps a record from being deleted, types with none left out; undefined until that is known. What the person may not read is not counted: the
 * server still refuses for it.
 */
export function useReferrers<Item extends RecordBase>({ type }: RecordView<Item>, record: Item): readonly Referrer[] | undefined {
  const api = useApi()
  const relations = useRecordViews().flatMap((view) => holdingFields(view, type.plural).map((field) => ({ view, field })))
  const counts = useQueries({
    queries: relations.map(({ view, field }) => ({
      ...view.queries.count(api, { [field]: String(record.id) }),
      retry: false,
      staleTime: 0,
    })),
  })
  if (counts.some(({ isPending }) => isPending)) return undefined
  return relations.map((relation, index) => ({ ...relation, count: counts[index]?.data ?? 0 })).filter(({ count }) => count > 0)
}

/** Only what the list can be filtered by. */
const holdingFields = ({ type }: AnyRecordView, plural: string): readonly string[] =>
  Object.entries(type.references)
    .filter(([field, target]) => target === plural && !(type.outlives ?? []).includes(field) && Object.hasOwn(type.filters, field))
    .map(([field]) => field)
