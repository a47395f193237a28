import { expect, test } from 'vitest'
import { z } from 'zod'
import { toWire } from './wire.ts'
import { encodeWire } from './wire-encoder.ts'

const item = z.strictObject({ unitPrice: z.int(), taxRate: z.number().max(100) })
const schema = z.object({
  jobKey: z.string(),
  status: z.enum(['draft', 'completed']),
  kind: z.literal('job'),
  isActive: z.boolean(),
  statusNote: z.string().nullable(),
  hint: z.string().optional(),
  currency: z.string().default('TRY'),
  lines: z.array(item),
  freeForm: z.record(z.string(), z.unknown()),
  anything: z.unknown(),
  owner: z.union([z.int(), z.string()]),
  startedAt: z.iso.datetime().nullable(),
})

const value = {
  jobKey: 'JOB-1',
  status: 'draft',
  kind: 'job',
  isActive: true,
  statusNote: null,
  lines: [{ unitPrice: 5, taxRate: 8.5 }],
  freeForm: { camelCase: { innerKey: 1 } },
  anything: [{ someKey: null }],
  owner: 'me',
  startedAt: '2026-11-22T08:00:00.000Z',
}

test('it gives what parsing and renaming give', () => {
  expect(encodeWire(schema, value)).toEqual(toWire(schema, schema.parse(value)))
  expect(Object.keys(encodeWire(schema, value) as object)).toContain('job_key')
})

test('a property that the schema does not have cannot leak, at any depth', () => {
  const leaking = { ...value, keyHash: 'secret' }
  expect(encodeWire(schema, leaking)).toEqual(encodeWire(schema, value))
  expect(JSON.stringify(encodeWire(z.object({ lines: z.array(z.object({ unitPrice: z.int() })) }), value))).toBe(
    '{"lines":[{"unit_price":5}]}',
  )
})

test.each([
  ['a missing property', { jobKey: undefined }],
  ['another type', { jobKey: 5 }],
  ['a number that is no integer', { lines: [{ unitPrice: 1.5, taxRate: 20 }] }],
  ['a value outside the enum', { status: 'gone' }],
  ['another literal', { kind: 'invoice' }],
  ['no array', { lines: {} }],
  ['null where none may be', { isActive: null }],
  ['a union without a match', { owner: true }],
])('%s is refused with the path', (_, change) => {
  expect(() => encodeWire(schema, { ...value, ...change })).toThrow(Object.keys(change)[0])
})
