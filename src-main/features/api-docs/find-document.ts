import type { FindDocument } from '../../infra/http/documents.ts'
import type { ApiDocsOptions } from './api-docs.ts'

/** Everything under `/api/docs`. What makes the documents is loaded when the first one is asked for: few programs ever do. */
export function createDocumentFinder(options: ApiDocsOptions): FindDocument {
  let finding: Promise<ReturnType<typeof import('./api-docs.ts').createApiDocs>> | undefined
  return async (request) => {
    if (!/^\/api\/docs(?:\/|$)/.test(request.path)) return undefined
    finding ??= import('./api-docs.ts').then(({ createApiDocs }) => createApiDocs(options))
    return (await finding)(request)
  }
}
