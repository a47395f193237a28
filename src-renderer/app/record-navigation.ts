import type { RecordResource } from '../../src-main/contract/scopes.ts'

/** What nearly every plant works with; in sight from the first day. */
const always: readonly RecordResource[] = ['jobs', 'customers', 'tickets', 'invoices']

/** More entries than that are no overview any more; the rest waits under "More records". */
const mostShown = 8

interface RecordNavigation<Item> {
  readonly shown: readonly Item[]
  readonly more: readonly Item[]
}

/**
 * Which record types stand in sight: those that the person pinned, once they pinned or unpinned any; before that the usual ones and,
 * while there is room, those that the company has records of.
 */
export function splitRecords<Item extends { readonly id: RecordResource }>(
  items: readonly Item[],
  { pinned, used }: { readonly pinned: readonly string[] | undefined; readonly used: readonly string[] },
): RecordNavigation<Item> {
  const usual = items.filter(({ id }) => always.includes(id))
  const inUse = items.filter(({ id }) => used.includes(id) && !always.includes(id)).slice(0, mostShown - usual.length)
  const chosen = pinned ?? [...usual, ...inUse].map(({ id }) => id)
  return { shown: items.filter(({ id }) => chosen.includes(id)), more: items.filter(({ id }) => !chosen.includes(id)) }
}
