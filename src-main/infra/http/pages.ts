import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { send } from '@koa/send'
import type { Context, Middleware } from 'koa'
import helmet from 'koa-helmet'

const yearMs = 31_536_000_000

/** The Content-Security-Policy of the window: everything from this server, PDF pages as blobs, nothing from outside. */
const directives = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  // NB: Mantine writes its colour variables into a style element.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  frameSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
}

/** The security headers of everything that a browser shows. */
export const createPageHeaders = (): Middleware => helmet({ contentSecurityPolicy: { directives }, strictTransportSecurity: false })

/**
 * Serves the built window. Hashed assets are cached for ever; every other path gets index.html, since the window routes by itself.
 */
export function createPages(publicDir: string): Middleware {
  const headers = createPageHeaders()
  const isBuilt = existsSync(join(publicDir, 'index.html'))
  return (context, next) =>
    headers(context, () => {
      if (context.method !== 'GET' && context.method !== 'HEAD') return next()
      return isBuilt ? sendPage(context, publicDir) : explainMissing(context)
    })
}

async function sendPage(context: Context, publicDir: string): Promise<void> {
  // NB: a page's own address may end like a file's, /api-docs/events/job.completed, or begin like one's, /assets/new.
  const path = /^\/(?:assets\/)?[^/]+\.[a-z0-9]+$/i.test(context.path) ? context.path : '/index.html'
  const isHashed = path.startsWith('/assets/')
  try {
    await send(context, path, { root: publicDir, maxAge: isHashed ? yearMs : 0, immutable: isHashed })
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error
    context.status = 404
  }
}

async function explainMissing(context: Context): Promise<void> {
  context.status = 503
  context.body = 'The window is not built yet. Run: npm run build'
}
