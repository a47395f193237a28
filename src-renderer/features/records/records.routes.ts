import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type ComponentType, createElement } from 'react'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { generatedListSearch } from '../../lib/record-list-search.ts'
import type { AnyRecordView } from '../../ui/record-view.ts'

type Page = ComponentType<{ readonly view: AnyRecordView }>

/** A page for the view of one type, its code fetched when it is first needed. */
const pageOf = (view: AnyRecordView, fetchPage: () => Promise<Page>) =>
  lazyRouteComponent(async () => {
    const Page = await fetchPage()
    return { default: () => createElement(Page, { view }) }
  })

const pages = {
  list: async () => (await import('./record-pages.tsx')).RecordsPage,
  one: async () => (await import('./record-pages.tsx')).RecordPage,
  create: async () => (await import('./record-pages.tsx')).NewRecordPage,
  edit: async () => (await import('./record-pages.tsx')).EditRecordPage,
}

/** The pages of a type from its declaration: its list, one record beside the list, and its form. */
export const generatedRoutes = (shell: ShellRoute, views: readonly AnyRecordView[]) =>
  views.flatMap((view) => {
    const list = createRoute({
      getParentRoute: () => shell,
      path: view.path,
      validateSearch: generatedListSearch(view.type),
      component: pageOf(view, pages.list),
    })
    const panel = createRoute({ getParentRoute: () => list, path: '$id', component: pageOf(view, pages.one) })
    const create = createRoute({ getParentRoute: () => shell, path: `${view.path}/new`, component: pageOf(view, pages.create) })
    const edit = createRoute({ getParentRoute: () => shell, path: `${view.path}/$id/edit`, component: pageOf(view, pages.edit) })
    return [list.addChildren([panel]), create, ...(view.type.isImmutable === true ? [] : [edit])]
  }) as unknown as readonly never[] // their addresses are no literals, so that no link could be checked against them
