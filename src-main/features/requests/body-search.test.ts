import { expect, test } from 'vitest'
import { listRequestLogs, type RequestFilter, selectFound } from './requests.store.ts'
import { createTestLog } from './test-request-log.ts'

function createLog(bodies: readonly [sent: string | null, answered: string | null][]) {
  const { logDb, add } = createTestLog()
  add(
    bodies.map(([requestBody, responseBody], index) => ({
      requestId: `req_${index}`,
      method: 'POST',
      responseStatus: index % 2 === 0 ? 201 : 400,
      errorCode: index % 2 === 0 ? null : 'invalid_request',
      createdAt: `2026-11-22T0${index}:00:00.000Z`,
      bodies: { requestBody, responseBody },
    })),
  )
  const find = (filter: RequestFilter, page = { limit: 10, beforeId: undefined as number | undefined }) =>
    listRequestLogs(logDb, filter, page).map(({ requestId }) => requestId)
  return { db: logDb, find }
}

test('requests are found by the words of their bodies, newest first, with every other filter beside', () => {
  const { find } = createLog([
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
])('the words come from their index in the order of the list, and each request by its id: %s', (_, filter) => {
  const { db } = createLog([])
  const { sql, params } = selectFound(db, { ...filter, q: 'cus' }, { limit: 51, beforeId: 900 }).toSQL()
  const steps = db.$client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
  expect(steps.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SCAN api_request_search VIRTUAL TABLE INDEX \d+:.*M/),
    'SEARCH api_request_logs USING INTEGER PRIMARY KEY (rowid=?)',
  ])
})
