import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp } from '../app/test-app.ts'

async function createList() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'A' } })
  const dueDates = ['2026-12-03', null, '2026-12-01', '2026-12-03', null, '2026-12-02', '2026-12-03']
  for (const [index, due_date] of dueDates.entries()) {
    await app.request('POST', '/api/v1/jobs', { key, body: { title: `Job %${index}_`, customer_id: 1, due_date } })
  }
  await app.request('POST', '/api/v1/jobs/3/transitions', { key, body: { to: 'planned' } })
  const ids = async (query: string) =>
    (await app.request('GET', `/api/v1/jobs?${query}`, { key })).body.data.map((job: { id: number }) => job.id)
  return { app, key, ids }
}

test.each(['id', '-id', 'due_date', '-due_date', 'updated_at'])(
  'every page by cursor together is the whole list sorted by %s, nulls included',
  async (sort) => {
    const { app, key, ids } = await createList()
    const whole = await ids(`sort=${sort}&page[limit]=100`)
    const seen: number[] = []
    let after = ''
    for (let page = 0; page < 10; page++) {
      const { body } = await app.request('GET', `/api/v1/jobs?sort=${sort}&page[limit]=2${after}`, { key })
      seen.push(...body.data.map((job: { id: number }) => job.id))
      if (body.pagination.next_cursor === null) break
      after = `&page[after]=${body.pagination.next_cursor}`
    }
    expect(seen).toEqual(whole)
    expect(new Set(seen).size).toBe(7)
  },
)

test('a row inserted while somebody pages is neither repeated nor makes another skip', async () => {
  const { app, key } = await createList()
  const first = await app.request('GET', '/api/v1/jobs?page[limit]=3', { key })
  await app.request('POST', '/api/v1/jobs', { key, body: { title: 'New', customer_id: 1 } })
  const second = await app.request('GET', `/api/v1/jobs?page[limit]=10&page[after]=${first.body.pagination.next_cursor}`, { key })
  expect(second.body.data.map((job: { id: number }) => job.id)).toEqual([4, 3, 2, 1])
})

test('filters combine, and text filters take wildcards literally', async () => {
  const { ids } = await createList()
  expect(await ids('status=planned')).toEqual([3])
  expect(await ids('status[in]=planned,completed')).toEqual([3])
  expect(await ids('status[ne]=draft')).toEqual([3])
  expect(await ids('due_date[gte]=2026-12-02&due_date[lt]=2026-12-03')).toEqual([6])
  expect(await ids('title[contains]=%255_')).toEqual([6])
  expect(await ids('customer_id=2')).toEqual([])
})

test.each([
  ['colour=red', 'colour'],
  ['status[gt]=a', 'status'],
  ['sort=colour', 'sort'],
  ['page[limit]=0', 'page.limit'],
  ['page[limit]=101', 'page.limit'],
  ['customer_id=abc', 'customer_id'],
])('refuses the unknown or wrong parameter %s', async (query, field) => {
  const { app, key } = await createList()
  const answer = await app.request('GET', `/api/v1/jobs?${query}`, { key })
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  expect(answer.body.details.field).toContain(field)
})

test('a cursor that is none is refused with its own code', async () => {
  const { app, key } = await createList()
  expect(await app.request('GET', '/api/v1/jobs?page[after]=nonsense', { key })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  })
})

test.each([
  ['id < 1000 AND deleted_at IS NULL ORDER BY id DESC LIMIT 21', 'PRIMARY KEY'],
  ["status = 'planned' AND deleted_at IS NULL ORDER BY id DESC LIMIT 21", 'jobs_status'],
  ["(due_date, id) > ('2026-12-01', 5) AND deleted_at IS NULL ORDER BY due_date, id LIMIT 21", 'jobs_due_date'],
  ['customer_id = 1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 21', 'jobs_customer'],
])('the page WHERE %s uses an index and sorts nothing', async (where, index) => {
  const { app } = await createList()
  const plan = app
    .look('live')
    .all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN SELECT * FROM jobs WHERE ${where}`))
    .map((row) => row.detail)
    .join('\n')
  expect(plan).toContain(index)
  expect(plan).not.toContain('TEMP B-TREE')
})
