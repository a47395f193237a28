import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordResource } from '../../src-main/contract/scopes.ts'
import { usedTypesQuery } from '../features/search/search.queries.ts'
import { useApi, useWorkspace } from '../lib/services.tsx'
import { readStored, writeStored } from '../lib/stored.ts'
import { recordItems } from './navigation.ts'
import { splitRecords } from './record-navigation.ts'
import { useOpenPages } from './use-open-pages.ts'

/** The record types of the navigation for this person, and how they pin one. */
export function useRecordNavigation() {
  const { company = '' } = useWorkspace()
  const key = `navigation.records.${company}`
  const [pinned, setPinned] = useState(() => readStored<readonly string[]>(key))
  const { data: used = [] } = useQuery(usedTypesQuery(useApi()))
  const open = useOpenPages()
  const items = open(recordItems)
  const split = splitRecords(items, { pinned, used })
  const toggle = (id: RecordResource): void => {
    const shown = split.shown.map((item) => item.id)
    const next = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id]
    writeStored(key, next)
    setPinned(next)
  }
  return { ...split, toggle }
}
