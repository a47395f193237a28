import { createLineRunner, type LogLine } from '../../infra/db/log-lines.ts'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { openBodySearch } from './body-search.store.ts'
import { insertRequestBody, type NewRequestBody } from './request-bodies.store.ts'
import { insertRequestLog, lastRequestLogId, type NewRequestLog } from './requests.store.ts'

const entry: Omit<NewRequestLog, 'id' | 'createdAt'> = {
  requestId: 'req_0',
  apiKeyId: 1,
  oauthClientId: null,
  userId: null,
  actorName: 'MES',
  method: 'GET',
  path: '/api/v1/jobs',
  queryParams: null,
  responseStatus: 200,
  errorCode: null,
  responseTimeMs: 1,
  requestBytes: 0,
  responseBytes: 0,
  ipAddress: '10.0.0.4',
  userAgent: '',
}

const kept: Omit<NewRequestBody, 'requestLogId'> = {
  requestHeaders: '{}',
  requestBody: null,
  isRequestBodyCut: false,
  responseHeaders: '{}',
  responseBody: null,
  isResponseBodyCut: false,
  storedBytes: 0,
}

type Entry = Partial<NewRequestLog> & Pick<NewRequestLog, 'createdAt'> & { readonly bodies?: Partial<NewRequestBody> }

/** A workspace's file and that of its log, which a test writes to without a thread. */
export function createTestLog() {
  const { db, write } = createTestDatabase('workspace')
  const { db: logDb } = createTestDatabase('log')
  openBodySearch(logDb)
  const run = createLineRunner(logDb.$client)
  const appended: LogLine[] = []

  /** Adds calls of an API key, unless an entry says otherwise. */
  function add(entries: readonly Entry[]): void {
    const first = lastRequestLogId(logDb) + 1
    const lines = entries.flatMap(({ bodies, ...log }, index) => {
      const id = first + index
      const line = insertRequestLog(logDb, { ...entry, ...log, id })
      return bodies === undefined ? [line] : [line, ...insertRequestBody(logDb, { ...kept, ...bodies, requestLogId: id })]
    })
    run(lines)
  }

  const log = { append: (line: LogLine): void => void appended.push(line), flush: async (): Promise<void> => run(appended.splice(0)) }
  return { db, write, logDb, log, add }
}
