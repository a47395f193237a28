import { expect, it } from 'vitest'
import type { ApiRequestDetail } from '../../../src-main/features/requests/requests.contract.ts'
import { curlCommand } from '../../ui/curl.ts'
import { exchangeOf } from './request-exchange.ts'

const request: ApiRequestDetail = {
  id: 1,
  requestId: 'req_1',
  method: 'POST',
  path: '/api/v1/jobs',
  queryParams: 'fields=id',
  responseStatus: 201,
  errorCode: null,
  responseTimeMs: 4,
  requestBytes: 13,
  responseBytes: 8,
  ipAddress: '10.0.0.4',
  userAgent: '',
  apiKeyId: 1,
  oauthClientId: null,
  userId: null,
  actorName: 'MES',
  createdAt: '2026-11-22T08:00:00.000Z',
  exchange: {
    requestHeaders: { 'content-type': 'application/json' },
    requestBody: '{"title":"x"}',
    isRequestBodyCut: false,
    responseHeaders: {},
    responseBody: '{"id":1}',
    isResponseBodyCut: false,
  },
  events: [],
  eventCount: 0,
}

it('a request is copied as curl with its real address and a placeholder for the key', () => {
  expect(curlCommand(exchangeOf(request, 'http://127.0.0.1:4780').request)).toBe(
    [
      "curl -X POST 'http://127.0.0.1:4780/api/v1/jobs?fields=id'",
      "-H 'content-type: application/json'",
      "-H 'X-API-Key: YOUR_API_KEY'",
      `--data-raw '{"title":"x"}'`,
    ].join(' \\\n  '),
  )
})

it('what was not kept is left out', () => {
  const { request: sent, response } = exchangeOf({ ...request, exchange: null }, 'http://h')
  expect([sent.body, response?.body, response?.headers]).toEqual([undefined, undefined, {}])
})
