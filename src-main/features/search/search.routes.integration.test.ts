import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const create = async (path: string, body: object) => (await app.request('POST', `/api/v1/${path}`, { key, body })).body
  await create('customers', { name: 'Işıl Döküm' })
  await create('customers', { name: 'Çağrı Şişe' })
  await create('assets', { name: 'Döküm ocağı' })
  return { ...app, key, search: (q: string) => app.request('GET', `/api/search?q=${encodeURIComponent(q)}`, { key }) }
}

test('words find records of every type, the newest of each first', async () => {
  const { search } = await setUp()
  expect(await search('dokum')).toMatchObject({
    status: 200,
    body: {
      data: [
        { record_type: 'customers', id: 1, key: 'CUS-1', title: 'Işıl Döküm' },
        { record_type: 'assets', id: 1, key: 'AST-1', title: 'Döküm ocağı' },
      ],
    },
  })
  expect((await search('isil')).body.data).toEqual([{ record_type: 'customers', id: 1, key: 'CUS-1', title: 'Işıl Döküm' }])
})

test('a key in any writing finds its one record, a number that of each type', async () => {
  const { search } = await setUp()
  const keys = async (q: string) => (await search(q)).body.data.map(({ key }: { key: string }) => key)
  expect(await keys('cus 2')).toEqual(['CUS-2'])
  expect(await keys('AST-1')).toEqual(['AST-1'])
  expect(await keys('1')).toEqual(['CUS-1', 'AST-1'])
  expect(await keys('2026-0001')).toEqual([])
  expect(await keys('!?')).toEqual([])
})

test('a search without words is refused, and so is one without the scope', async () => {
  const { request, key, createKey } = await setUp()
  expect(await request('GET', '/api/search?q=', { key })).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  const narrow = await createKey(['jobs:read'])
  expect(await request('GET', '/api/search?q=1', { key: narrow })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await request('GET', '/api/record-types', { key: narrow })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('the types in use are those with at least one record that was not deleted', async () => {
  const { request, key } = await setUp()
  await request('DELETE', '/api/v1/assets/1', { key })
  const { body } = await request('GET', '/api/record-types', { key })
  const used = body.data
    .filter((type: { has_records: boolean }) => type.has_records)
    .map((type: { record_type: string }) => type.record_type)
  expect(used).toEqual(['customers'])
})
