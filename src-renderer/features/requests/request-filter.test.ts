import { describe, expect, it } from 'vitest'
import { filterOf } from './request-filter.ts'

const now = Date.parse('2026-11-22T08:00:30.000Z')

describe('the filter of requests', () => {
  it('shows the calls of systems unless another source is chosen', () => {
    expect(filterOf({}, now)).toMatchObject({ source: 'system' })
    expect(filterOf({ source: 'user' }, now)).toMatchObject({ source: 'user' })
    expect(filterOf({ source: 'all' }, now)).not.toHaveProperty('source')
  })

  it('takes a text for a path, or for the id of a request whoever made it', () => {
    expect(filterOf({ text: '/jobs' }, now)).toMatchObject({ path: '/jobs' })
    expect(filterOf({ text: 'req_01K ' }, now)).toMatchObject({ requestId: 'req_01K' })
    expect(filterOf({ text: 'req_01K' }, now)).not.toHaveProperty('source')
    expect(filterOf({ text: ' req_01K\n' }, now)).toEqual({ requestId: 'req_01K' })
    expect(filterOf({ text: ' ' }, now)).toEqual({ source: 'system' })
  })

  it('tells a class of statuses from all failures, and a span from its beginning', () => {
    expect(filterOf({ status: '4xx', within: 'hour' }, now)).toMatchObject({
      status: '4xx',
      createdAt: { gte: '2026-11-22T07:00:00.000Z' },
    })
    expect(filterOf({ status: 'failed' }, now)).toMatchObject({ outcome: 'failed' })
  })
})
