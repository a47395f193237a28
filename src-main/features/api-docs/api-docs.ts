import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Locale, locales } from '../../contract/fields.ts'
import type { Document, DocumentRequest } from '../../infra/http/documents.ts'
import { type Documented, describeApi } from './api-document.ts'
import { withCodeSamples } from './code-samples.ts'
import { errorCodes } from './error-answers.ts'
import { type ErrorPageTexts, errorPage, errorPageStyle } from './error-page.ts'
import { insomniaExport } from './insomnia.ts'
import { liveMessages } from './live-messages.ts'
import type { ApiDocument } from './open-api.ts'
import { toOpenApi30 } from './open-api-30.ts'
import { postmanCollection, postmanEnvironment } from './postman.ts'
import { planRequests } from './request-plan.ts'
import { shareComponents } from './share-components.ts'
import { swaggerFiles, swaggerPage, swaggerStart, swaggerStyle } from './swagger-page.ts'

export interface ApiDocsOptions extends Omit<Documented, 'errorTexts'> {
  readonly localesDir: string
  readonly swaggerDir: string
}

/** Different addresses under which callers reach us, each with documents of its own; more than any installation has. */
const mostKept = 64

/** Everything under `/api/docs`: made when first asked for, kept from then on. */
export function createApiDocs(options: ApiDocsOptions): Make {
  const kept = new Map<string, Document>()
  const make = createMaker(options)
  return (request) => {
    const name = nameOf(request)
    const found = kept.get(name) ?? make(request)
    if (found === undefined) return undefined
    if (kept.size >= mostKept) kept.clear()
    kept.set(name, found)
    return found
  }
}

const languageOf = ({ query, chooseLanguage }: DocumentRequest): Locale =>
  locales.find((locale) => locale === query['lang']) ?? chooseLanguage(locales) ?? 'en'

/** What a document depends on: descriptions of the API on the address and the version, pages of errors on the language. */
function nameOf(request: DocumentRequest): string {
  const { path, origin, query } = request
  if (path.includes('/errors/')) return `${path} ${languageOf(request)}`
  return /openapi|postman|insomnia/.test(path) ? `${path} ${origin} ${query['version'] === '3.1' ? '3.1' : ''}` : path
}

type Make = (request: DocumentRequest) => Document | undefined

function createMaker(options: ApiDocsOptions): Make {
  const texts = (language: Locale): ErrorPageTexts =>
    JSON.parse(readFileSync(join(options.localesDir, language, 'error-pages.json'), 'utf8')) // our own file of this shape
  const described = (origin: string): ApiDocument =>
    withCodeSamples(atOrigin(describeApi({ ...options, errorTexts: texts('en').code }), origin))
  const versioned = ({ origin, query }: DocumentRequest): ApiDocument => {
    const document = shareComponents(described(origin))
    return query['version'] === '3.1' ? document : toOpenApi30(document)
  }
  const fixed: Readonly<Record<string, Make>> = {
    '/api/docs': () => ({ mediaType: 'text/html', body: swaggerPage }),
    '/api/docs/start.js': () => ({ mediaType: 'text/javascript', body: swaggerStart }),
    '/api/docs/interlock.css': () => ({ mediaType: 'text/css', body: swaggerStyle }),
    '/api/docs/error-page.css': () => ({ mediaType: 'text/css', body: errorPageStyle }),
    '/api/docs/openapi.json': (request) => json(versioned(request)),
    '/api/docs/postman.json': ({ origin }) =>
      json(postmanCollection(planRequests(described(origin), options.types), options), 'interlock.postman.json'),
    '/api/docs/postman-environment.json': ({ origin }) => json(postmanEnvironment(origin), 'interlock.postman-environment.json'),
    '/api/docs/insomnia.json': ({ origin }) =>
      json(insomniaExport(planRequests(described(origin), options.types), origin), 'interlock.insomnia.json'),
    '/api/docs/live-messages.json': () => json(liveMessages()),
    '/api/docs/openapi.yaml': (request) => ({
      mediaType: 'application/yaml',
      body: stringify(versioned(request), { aliasDuplicateObjects: false }),
    }),
  }
  return (request) => {
    const path = request.path.replace(/\/$/, '')
    const code = errorCodes.find((each) => path === `/api/docs/errors/${each}`)
    if (code === undefined) return fixed[path]?.(request) ?? swaggerFile(path, options.swaggerDir)
    const language = languageOf(request)
    return {
      mediaType: 'text/html',
      body: errorPage({ code, language, texts: texts(language) }),
    }
  }
}

const json = (value: unknown, fileName?: string): Document => ({
  mediaType: 'application/json',
  body: JSON.stringify(value),
  ...(fileName === undefined ? {} : { fileName }),
})

const atOrigin = (document: ApiDocument, origin: string): ApiDocument => ({
  ...document,
  info: { ...document.info, license: { name: 'Proprietary', url: `${origin}/api-docs` } },
  servers: [{ url: origin, description: 'This installation.' }],
})

const mediaTypes: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', html: 'text/html', png: 'image/png' }

function swaggerFile(path: string, swaggerDir: string): Document | undefined {
  const file = swaggerFiles.find((each) => path === `/api/docs/${each}`)
  if (file === undefined) return undefined
  return { mediaType: mediaTypes[file.slice(file.lastIndexOf('.') + 1)] ?? '', body: readFileSync(join(swaggerDir, file)) }
}
