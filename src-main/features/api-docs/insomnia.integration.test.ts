import { convert } from 'insomnia-importers'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

type Imported = Awaited<ReturnType<typeof convert>>['data']['resources']

/** What Insomnia's own importer makes of a document that we serve. */
async function importDocument(name: string) {
  const app = await createTestApp()
  const served = await app.request('GET', `/api/docs/${name}`)
  const { type, data } = await convert(served.text)
  return { app, read: type.id, resources: data.resources }
}

const only = (resources: Imported, type: string) => resources.filter((each) => each._type === type)

/** `Jobs: GET /api/v1/jobs`, with the variables of both tools written alike. */
function requestsOf(resources: Imported): string[] {
  const names = new Map(resources.map(({ _id, name }) => [_id, name]))
  return only(resources, 'request').map(({ parentId, method, url, name }) => {
    const path = (url ?? '').replaceAll(/\{\{ ?(?:_\.)?(\w+) ?\}\}/g, '{$1}').split('?')[0]
    return `${names.get(parentId ?? '')}: ${name}: ${method} ${path}`
  })
}

test('Insomnia reads the export as its own format: every folder, request and the environment arrive', async () => {
  const { app, read, resources } = await importDocument('insomnia.json')
  expect(read).toBe('insomnia-4')
  const [environment, ...others] = only(resources, 'environment')
  expect(others).toEqual([])
  expect(environment?.data).toMatchObject({ base_url: app.url, api_key: '' })
  const [workspace] = only(resources, 'workspace')
  expect(environment?.parentId).toBe(workspace?._id)
  const folders = only(resources, 'request_group')
  expect(folders.filter(({ parentId }) => parentId !== workspace?._id)).toEqual([])
  const filled = new Set(only(resources, 'request').map(({ parentId }) => parentId))
  expect(folders.filter(({ _id }) => !filled.has(_id))).toEqual([])
  expect(only(resources, 'request').length).toBeGreaterThan(250)
})

test('Insomnia gets the same requests from its own export and from the Postman collection', async () => {
  const [insomnia, postman] = [await importDocument('insomnia.json'), await importDocument('postman.json')]
  expect(postman.read).toBe('postman')
  expect(requestsOf(postman.resources)).toEqual(requestsOf(insomnia.resources))
})

test('each imported request carries the key by the environment, and its body and headers as they were', async () => {
  const { app, resources } = await importDocument('insomnia.json')
  const create = only(resources, 'request').find(({ method, url }) => method === 'POST' && url === '{{ _.base_url }}/api/v1/customers')
  expect(create?.headers).toEqual([
    { name: 'X-API-Key', value: '{{ _.api_key }}' },
    { name: 'X-Idempotency-Key', value: "{% uuid 'v4' %}" },
    { name: 'Content-Type', value: 'application/json' },
  ])
  const { body } = create ?? {}
  if (typeof body !== 'object' || body.text === undefined) throw new Error('The request to create a customer has no body.')
  const key = await app.createKey(['write'], { environment: 'sandbox' })
  const answer = await app.request('POST', '/api/v1/customers', { key, body: JSON.parse(body.text) })
  expect(answer.status).toBe(201)
})
