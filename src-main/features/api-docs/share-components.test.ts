import { expect, test } from 'vitest'
import type { ApiDocument, Operation, Response } from './open-api.ts'
import { shareComponents } from './share-components.ts'

const refused: Response = { description: 'unauthorized' }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } as const

const operation = (operationId: string, responses: Operation['responses']): Operation => ({
  operationId,
  summary: operationId,
  tags: [],
  security: [],
  parameters: [id],
  responses,
})

const document = (paths: ApiDocument['paths']): ApiDocument => ({
  openapi: '3.1.0',
  info: {},
  servers: [],
  tags: [],
  paths,
  components: { schemas: {}, securitySchemes: {} },
})

test('what two operations have in common is written once and referred to; what one has alone stays in its place', () => {
  const job: Response = { description: 'OK', content: { 'application/json': { schema: { $ref: '#/components/schemas/Job' } } } }
  const alone: Response = { description: 'The file.' }
  const { paths, components } = shareComponents(
    document({
      '/jobs/{id}': {
        get: operation('get_job', { 200: job, 401: refused }),
        patch: operation('update_job', { 200: job, 401: refused }),
        delete: operation('delete_job', { 200: alone }),
      },
    }),
  )
  const reference = (name: string) => ({ $ref: `#/components/${name}` })
  expect(paths['/jobs/{id}']?.['get']).toMatchObject({
    parameters: [reference('parameters/JobsId')],
    responses: { 200: reference('responses/Job'), 401: reference('responses/Unauthorized') },
  })
  expect(paths['/jobs/{id}']?.['delete']?.responses).toEqual({ 200: alone })
  expect(components).toMatchObject({ parameters: { JobsId: id }, responses: { Job: job, Unauthorized: refused } })
})

test('two different answers of one name are numbered', () => {
  const other: Response = { description: 'unauthorized, api_key_expired' }
  const both = { 401: refused, 403: other }
  const { components } = shareComponents(
    document({
      '/a/{id}': { get: operation('a', both), post: operation('b', both) },
      '/b/{id}': { get: operation('c', { 401: other, 403: refused }) },
    }),
  )
  expect(components.responses).toEqual({ Unauthorized: refused, Forbidden: other })
  const more = shareComponents(
    document({
      '/a/{id}': { get: operation('a', { 401: refused }), post: operation('b', { 401: refused }) },
      '/b/{id}': { get: operation('c', { 401: other }), post: operation('d', { 401: other }) },
    }),
  )
  expect(more.components.responses).toEqual({ Unauthorized: refused, Unauthorized2: other })
})
