import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fromWire, toWire, wirePath } from './wire.ts'

const schema = z.strictObject({
  jobKey: z.string(),
  unitPrice: z.number().nullable().default(null),
  orderLines: z.array(z.strictObject({ taxRate: z.number() })).optional(),
  freeForm: z.record(z.string(), z.unknown()),
})

test('object properties are renamed both ways and free-form JSON is left alone', () => {
  const code = { jobKey: 'JOB-1', unitPrice: 5, orderLines: [{ taxRate: 20 }], freeForm: { someKey: { anotherKey: 1 } } }
  const wire = { job_key: 'JOB-1', unit_price: 5, order_lines: [{ tax_rate: 20 }], free_form: { someKey: { anotherKey: 1 } } }
  expect(toWire(schema, code)).toEqual(wire)
  expect(fromWire(schema, wire)).toEqual(code)
})

test('a name in code spelling is unknown on the wire', () => {
  const result = schema.safeParse(fromWire(schema, { jobKey: 'JOB-1', free_form: {} }))
  expect(result.error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys')
})

test('__proto__ from JSON changes no prototype and is refused', () => {
  const value = fromWire(schema, JSON.parse('{"job_key":"a","free_form":{},"__proto__":{"polluted":true}}')) as Record<string, unknown>
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(schema.safeParse(value).success).toBe(false)
})

test('whatever is valid in code survives the round trip', () => {
  const arbitrary = fc.record({
    jobKey: fc.string(),
    unitPrice: fc.option(fc.integer(), { nil: null }),
    orderLines: fc.array(fc.record({ taxRate: fc.integer() })),
    freeForm: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue(),
    ),
  })
  fc.assert(
    fc.property(arbitrary, (value) => {
      expect(fromWire(schema, toWire(schema, value))).toEqual(value)
    }),
  )
})

test('paths of issues are in wire names', () => {
  expect(wirePath(['orderLines', 0, 'taxRate'])).toBe('order_lines.0.tax_rate')
})
