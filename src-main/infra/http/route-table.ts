import Router from '@koa/router'
import type { Middleware } from 'koa'

/**
 * One small router a collection (`/api/v1/jobs`, `/api/webhooks`), found by the beginning of the path. A single router would try the
 * pattern of every route on every request.
 */
export interface RouteTable<State> {
  readonly register: (path: string, method: string, handle: Middleware<State>) => void
  readonly middleware: Middleware<State>
  /** Methods that a path answers to; none when there is nothing. */
  readonly methodsOf: (path: string, method: string) => readonly string[]
}

const collectionOf = (path: string): string => /^\/(?:(?:api\/)?v1|api)\/[^/]+|^\/[^/]*/i.exec(path)?.[0].toLowerCase() ?? ''

export function createRouteTable<State>(): RouteTable<State> {
  const collections = new Map<string, { readonly router: Router<State>; readonly dispatch: Middleware<State> }>()

  function collectionFor(path: string): Router<State> {
    const known = collections.get(collectionOf(path))
    if (known !== undefined) return known.router
    const router = new Router<State>()
    collections.set(collectionOf(path), { router, dispatch: router.routes() as Middleware<State> })
    return router
  }

  return {
    register: (path, method, handle) => void collectionFor(path).register(path, [method], handle as never), // the router adds to the context what it needs
    middleware: (context, next) => collections.get(collectionOf(context.path))?.dispatch(context, next) ?? next(),
    methodsOf: (path, method) => {
      const layers = collections.get(collectionOf(path))?.router.match(path, method).path ?? []
      return [...new Set(layers.flatMap((layer) => layer.methods))]
    },
  }
}
