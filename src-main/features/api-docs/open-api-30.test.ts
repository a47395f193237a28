import { expect, test } from 'vitest'
import type { ApiDocument } from './open-api.ts'
import { schema30, toOpenApi30 } from './open-api-30.ts'

test.each([
  [
    'a reference loses what stands beside it',
    { $ref: '#/components/schemas/Job', description: 'a job' },
    { $ref: '#/components/schemas/Job' },
  ],
  ['a nullable type', { type: ['string', 'null'], maxLength: 5 }, { type: 'string', nullable: true, maxLength: 5 }],
  ['two types', { type: ['string', 'integer'] }, { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
  ['anyOf with null', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, { type: 'integer', nullable: true }],
  [
    'a nullable enum allows null',
    { anyOf: [{ type: 'string', enum: ['gone'] }, { type: 'null' }] },
    { type: 'string', enum: ['gone', null], nullable: true },
  ],
  [
    'a nullable reference',
    { anyOf: [{ $ref: '#/x' }, { type: 'null' }], description: 'or none' },
    { type: 'object', nullable: true, allOf: [{ $ref: '#/x' }], description: 'or none' },
  ],
  [
    'several options and null',
    { anyOf: [{ type: 'integer' }, { type: 'string' }, { type: 'null' }] },
    {
      anyOf: [
        { type: 'integer', nullable: true },
        { type: 'string', nullable: true },
      ],
    },
  ],
  ['a constant', { type: 'string', const: 'proforma' }, { type: 'string', enum: ['proforma'] }],
  ['a constant null', { const: null }, { enum: [null] }],
  ['examples', { type: 'string', examples: ['a', 'b'] }, { type: 'string', example: 'a' }],
  [
    'exclusive bounds',
    { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 9 },
    { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
  ],
  [
    'property names',
    { type: 'object', propertyNames: { type: 'string' }, additionalProperties: {} },
    { type: 'object', additionalProperties: {} },
  ],
  ['base64', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
  [
    'schemas inside',
    { type: 'object', properties: { a: { type: 'array', items: { type: ['string', 'null'] } } } },
    { type: 'object', properties: { a: { type: 'array', items: { type: 'string', nullable: true } } } },
  ],
])('%s', (_, given, expected) => {
  expect(schema30(given)).toEqual(expected)
})

test('examples hold data and stay as they are, also where the data looks like a schema', () => {
  const media = { schema: { type: ['string', 'null'] }, example: { schema: { type: ['string', 'null'] } } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'x' },
    servers: [],
    tags: [],
    components: { schemas: {}, securitySchemes: {} },
    paths: { '/x': { get: { responses: { 200: { description: 'OK', content: { 'application/json': media } } } } } },
  } as unknown as ApiDocument // what the conversion reads of one
  expect(toOpenApi30(document)).toMatchObject({
    openapi: '3.0.3',
    paths: {
      '/x': {
        get: {
          responses: { 200: { content: { 'application/json': { schema: { type: 'string', nullable: true }, example: media.example } } } },
        },
      },
    },
  })
})
