import { hash } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import { createPageHeaders } from './pages.ts'

/** A file that the program makes or ships: the API's description, its pages. */
export interface Document {
  readonly mediaType: string
  readonly body: string | Uint8Array
  /** Offers it as a download of this name. */
  readonly fileName?: string
}

export interface DocumentRequest {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Where the caller reached us, `http://127.0.0.1:4780`. */
  readonly origin: string
  /** The best of these for the caller's Accept-Language. */
  readonly chooseLanguage: <Language extends string>(languages: readonly Language[]) => Language | undefined
}

export type FindDocument = (request: DocumentRequest) => Promise<Document | undefined>

/** Answers GET with the document of its path; a caller that has it already gets 304. What no document has goes on. */
export function createDocuments(find: FindDocument): Middleware {
  const headers = createPageHeaders()
  const tags = new WeakMap<Document, string>()
  const tagOf = (document: Document): string => {
    const tag = tags.get(document) ?? `"${hash('sha1', document.body, 'base64url').slice(0, 16)}"`
    tags.set(document, tag)
    return tag
  }
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next()
    const document = await find(requestOf(context))
    if (document === undefined) return next()
    return headers(context, async () => send(context, document, tagOf(document)))
  }
}

const requestOf = (context: Context): DocumentRequest => ({
  path: context.path,
  query: Object.fromEntries(new URLSearchParams(context.querystring)),
  origin: `${context.protocol}://${context.host}`,
  chooseLanguage: (languages) => languages.find((language) => language === context.acceptsLanguages([...languages])),
})

function send(context: Context, document: Document, tag: string): void {
  context.set({ 'Cache-Control': 'no-cache', ETag: tag, Vary: 'Accept-Language' })
  if (document.fileName !== undefined) context.attachment(document.fileName)
  context.status = 200
  context.type = document.mediaType
  if (isKnown(context.get('if-none-match'), tag)) context.status = 304
  else context.body = document.body
}

// NB: not Koa's `fresh`, which a request with `Cache-Control: no-cache` never is; programs that fetch send that.
const isKnown = (header: string, tag: string): boolean => header.split(',').some((known) => known.trim().replace(/^W\//, '') === tag)
