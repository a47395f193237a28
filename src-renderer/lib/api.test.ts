import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { route } from '../../src-main/contract/route.ts'
import { createApi } from './api.ts'

const job = z.object({ id: z.number(), createdAt: z.string(), extra: z.record(z.string(), z.unknown()) })
const updateJob = route({
  method: 'PATCH',
  path: '/api/v1/jobs/{jobKey}',
  operationId: 'updateJob',
  summary: 'Change a job',
  tag: 'Jobs',
  access: 'signed_in',
  params: z.object({ jobKey: z.string() }),
  body: z.object({ lines: z.array(z.object({ unitPrice: z.number() })) }),
  response: job,
})
const listJobs = route({
  method: 'GET',
  path: '/api/v1/jobs',
  operationId: 'listJobs',
  summary: 'List jobs',
  tag: 'Jobs',
  access: 'signed_in',
  query: z.object({
    status: z.array(z.string()).optional(),
    createdAt: z.object({ gte: z.string().optional() }).optional(),
    page: z.object({ after: z.string().optional(), limit: z.number().optional() }).optional(),
  }),
  response: z.object({ data: z.array(job) }),
})

interface Call {
  readonly url: string
  readonly init: RequestInit | undefined
}

function setUp(answer: () => Response | Promise<Response>) {
  const calls: Call[] = []
  const api = createApi({
    fetch: async (url, init) => {
      calls.push({ url: String(url), init })
      return answer()
    },
    workspace: () => ({ company: 'ozturk', environment: 'sandbox' }),
    csrfToken: () => 'token',
    language: () => 'tr',
    newId: () => 'id-1',
  })
  return { api, calls }
}

const wireJob = { id: 7, created_at: '2026-11-22T08:40:12.123Z', extra: { some_key: 1 } }

describe('createApi', () => {
  it('maps names in both directions and sends workspace, CSRF token and idempotency key', async () => {
    const { api, calls } = setUp(() => Response.json(wireJob))
    const result = await api.callRoute(updateJob, { params: { jobKey: 'JOB 7' }, body: { lines: [{ unitPrice: 650 }] } })
    expect(result).toEqual({ id: 7, createdAt: '2026-11-22T08:40:12.123Z', extra: { some_key: 1 } })
    expect(calls[0]?.url).toBe('/api/v1/jobs/JOB%207')
    expect(calls[0]?.init).toMatchObject({
      method: 'PATCH',
      credentials: 'same-origin',
      body: '{"lines":[{"unit_price":650}]}',
      headers: { 'X-Company': 'ozturk', 'X-Environment': 'sandbox', 'X-CSRF-Token': 'token', 'X-Idempotency-Key': 'id-1' },
    })
  })

  it('sends nested query parameters in brackets and leaves out what is undefined', async () => {
    const { api, calls } = setUp(() => Response.json({ data: [wireJob] }))
    await api.callRoute(listJobs, {
      query: { status: ['planned', 'on_hold'], createdAt: { gte: '2026-01-01' }, page: { after: undefined, limit: 20 } },
    })
    expect(decodeURIComponent(calls[0]?.url ?? '')).toBe('/api/v1/jobs?status=planned,on_hold&created_at[gte]=2026-01-01&page[limit]=20')
    expect(calls[0]?.init?.headers).not.toHaveProperty('X-Idempotency-Key')
  })

  it('throws what the server answered', async () => {
    const fields = [{ field: 'lines.0.unit_price', reason: 'is too small' }]
    const body = { code: 'invalid_request', message: 'lines.0.unit_price: is too small', requestId: 'req_1', details: { fields } }
    const { api } = setUp(() => Response.json(body, { status: 400 }))
    await expect(api.callRoute(listJobs, {})).rejects.toMatchObject({ name: 'ApiError', ...body })
  })

  it('says when there is no server, and when the answer breaks the contract', async () => {
    const gone = setUp(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(gone.api.callRoute(listJobs, {})).rejects.toMatchObject({ code: 'unreachable' })
    const wrong = setUp(() => Response.json({ data: 1 }, { headers: { 'x-request-id': 'req_2' } }))
    await expect(wrong.api.callRoute(listJobs, {})).rejects.toMatchObject({ code: 'unexpected_response', requestId: 'req_2' })
    const page = setUp(() => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }))
    await expect(page.api.callRoute(listJobs, {})).rejects.toMatchObject({ code: 'unexpected_response', message: '502 Bad Gateway' })
  })
})
