import type { Page } from '../../src-main/contract/pagination.ts'

/** Every item of a list that is shown whole, however many pages it takes. Not for lists that grow for ever: those are read as they are scrolled. */
export async function allPages<Item>(fetchPage: (page: { readonly after?: string }) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = []
  let after: string | undefined
  do {
    const page = await fetchPage(after === undefined ? {} : { after })
    items.push(...page.data)
    after = page.pagination.nextCursor ?? undefined
  } while (after !== undefined)
  return items
}
