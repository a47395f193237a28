import { createContext, type ReactNode, useContext } from 'react'
import { snakeCase } from '../../src-main/contract/wire.ts'
import type { AnyRecordView } from './record-view.ts'

const RecordViewsContext = createContext<readonly AnyRecordView[]>([])

interface RecordViewsProviderProps {
  readonly views: readonly AnyRecordView[]
  readonly children: ReactNode
}

/** Tells every page which record types the window shows: for what crosses types, such as references. */
export function RecordViewsProvider({ views, children }: RecordViewsProviderProps) {
  return <RecordViewsContext value={views}>{children}</RecordViewsContext>
}

export const useRecordViews = (): readonly AnyRecordView[] => useContext(RecordViewsContext)

/** The view of `production_orders`; undefined where the type has no pages. */
export const useViewOf = (plural: string | undefined): AnyRecordView | undefined =>
  useRecordViews().find(({ type }) => type.plural === plural)

/** The view of `production_order`, the type's name in events. */
export const useViewNamed = (recordType: string): AnyRecordView | undefined =>
  useRecordViews().find(({ type }) => snakeCase(type.name) === recordType)
