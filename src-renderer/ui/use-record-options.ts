import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { snakeCase } from '../../src-main/contract/wire.ts'
import type { RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import type { AnyRecordView } from './record-view.ts'

const searchDelayMs = 150
const mostOffered = 20

/** The records of a type to choose from: the newest, or what typed words or a key find; the chosen one is always among them. */
export function useRecordOptions(view: AnyRecordView, id: number | undefined) {
  const api = useApi()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), searchDelayMs)
  const { data: chosen } = useQuery({ ...view.queries.one(api, id ?? 0), enabled: id !== undefined })
  const isSearch = text !== '' && (chosen === undefined || text !== view.titleOf(chosen))
  const { data: found } = useQuery(
    view.queries.first(api, { sort: sortOf(view, isSearch), limit: mostOffered, ...(isSearch ? { text } : {}) }),
  )
  const others: readonly RecordBase[] = (found?.data ?? []).filter((record) => record.id !== chosen?.id)
  const offered = chosen === undefined ? others : isSearch ? [...others, chosen] : [chosen, ...others]
  return { chosen, offered, setTyped }
}

function sortOf({ type }: AnyRecordView, isSearch: boolean): string {
  if (isSearch && type.sorts.includes(type.titleField)) return snakeCase(type.titleField)
  return type.sorts.includes('updatedAt') ? '-updated_at' : '-id'
}
