import { expect, test } from 'vitest'
import { createTestDatabase } from '../../infra/db/test-database.ts'
import { systemActor } from '../../lib/identity.ts'
import { openBodySearch } from './body-search.store.ts'
import { insertRequestBody } from './request-bodies.store.ts'
import { insertRequestLog, listRequestLogs, type RequestFilter, selectFound } from './requests.store.ts'

async function createLog(bodies: readonly [sent: string | null, answered: string | null][]) {
  const { db, write } = createTestDatabase('workspace')
  openBodySearch(db)
  const add = (tx: { db: typeof db }, index: number, [requestBody, responseBody]: readonly [string | null, string | null]): void => {
    const requestLogId = insertRequestLog(tx.db, {
      requestId: `req_${index}`,
      apiKeyId: 1,
      oauthClientId: null,
      userId: null,
      actorName: 'MES',
      method: 'POST',
      path: '/api/v1/jobs',
      queryParams: null,
      responseStatus: index % 2 === 0 ? 201 : 400,
      errorCode: index % 2 === 0 ? null : 'invalid_request',
      responseTimeMs: 1,
      requestBytes: 0,
      responseBytes: 0,
      ipAddress: '10.0.0.4',
      userAgent: '',
      createdAt: `2026-11-22T0${index}:00:00.000Z`,
    })
    const kept = { requestHeaders: '{}', responseHeaders: '{}', isRequestBodyCut: false, isResponseBodyCut: false, storedBytes: 0 }
    insertRequestBody(tx.db, { requestLogId, requestBody, responseBody, ...kept })
  }
  await write((tx) => bodies.forEach((body, index) => void add(tx, index, body)), { actor: systemActor })
  const find = (filter: RequestFilter, page = { limit: 10, beforeId: undefined as number | undefined }) =>
    listRequestLogs(db, filter, page).map(({ requestId }) => requestId)
  return { db, find }
}

test('requests are found by the words of their bodies, newest first, with every other filter beside', async () => {
  const { find } = await createLog([
    ['{"name":"Işıl Döküm"}', '{"customer_key":"CUS-7"}'],
    ['{"title":"first line\\nsecond"}', '{"message":"There is no CUS-7"}'],
    [null, '{"data":[]}'],
    ['{"name":"isil"}', null],
  ])
  expect(find({ q: 'isil' })).toEqual(['req_3', 'req_0'])
  expect(find({ q: 'CUS-7' })).toEqual(['req_1', 'req_0'])
  expect(find({ q: 'dokum isi' })).toEqual(['req_0'])
  expect(find({ q: 'second' })).toEqual(['req_1'])
  expect(find({ q: 'nothing' })).toEqual([])
  expect(find({ q: 'cus', outcome: 'failed' })).toEqual(['req_1'])
  expect(find({ q: 'cus', createdAt: { lt: '2026-11-22T00:30:00Z' } })).toEqual(['req_0'])
  expect(find({ q: 'cus' }, { limit: 1, beforeId: 2 })).toEqual(['req_0'])
})

test.each<[string, Omit<RequestFilter, 'q'>]>([
  ['alone', {}],
  ['of one key', { apiKeyId: 1 }],
  ['of failures in a time', { outcome: 'failed', createdAt: { gte: '2026-11-22T00:00:00Z' } }],
])('the words come from their index in the order of the list, and each request by its id: %s', async (_, filter) => {
  const { db } = await createLog([])
  const { sql, params } = selectFound(db, { ...filter, q: 'cus' }, { limit: 51, beforeId: 900 }).toSQL()
  const steps = db.$client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
  expect(steps.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SCAN api_request_search VIRTUAL TABLE INDEX \d+:.*M/),
    'SEARCH api_request_logs USING INTEGER PRIMARY KEY (rowid=?)',
  ])
})
