import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** Guides, reference of operations, events, errors and the changelog, each at its own address. */
export const apiDocsRoutes = (shell: ShellRoute) => {
  const docs = createRoute({
    getParentRoute: () => shell,
    path: '/api-docs',
    component: lazyRouteComponent(() => import('./api-docs-page.tsx'), 'ApiDocsPage'),
  })
  const start = createRoute({
    getParentRoute: () => docs,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/api-docs/guides/$guide', params: { guide: 'authentication' }, replace: true })
    },
  })
  const part = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
    createRoute({ getParentRoute: () => docs, path, component: lazyRouteComponent(load as never, name as never) }) // the loaded module has it
  return [
    docs.addChildren([
      start,
      part('guides/$guide', () => import('./guide-page.tsx'), 'GuidePage'),
      part('reference', () => import('./reference-page.tsx'), 'ReferencePage'),
      part('reference/$operationId', () => import('./reference-page.tsx'), 'ReferencePage'),
      part('events', () => import('./event-reference.tsx'), 'EventReference'),
      part('events/$event', () => import('./event-reference.tsx'), 'EventReference'),
      part('errors', () => import('./error-reference.tsx'), 'ErrorReference'),
      part('errors/$code', () => import('./error-reference.tsx'), 'ErrorReference'),
      part('changelog', () => import('./changelog-page.tsx'), 'ChangelogPage'),
    ]),
  ] as const
}
