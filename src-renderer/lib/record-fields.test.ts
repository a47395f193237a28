import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { line, moneySum, percent } from '../../src-main/contract/fields.ts'
import { customerType } from '../../src-main/features/customers/customers.contract.ts'
import { jobType } from '../../src-main/features/jobs/jobs.contract.ts'
import { emptyValue, fieldShape, fromForm, problemOf, toForm } from './record-fields.ts'

const kinds = (fields: Readonly<Record<string, never>> | object) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, fieldShape(schema).kind]))

describe('fieldShape', () => {
  it('reads how each declared field is asked for', () => {
    expect(kinds(jobType.fields)).toEqual({
      title: 'text',
      description: 'longText',
      customerId: 'integer',
      reference: 'text',
      dueDate: 'date',
      currency: 'currency',
      lines: 'lines',
    })
    expect(kinds(customerType.fields)).toMatchObject({ name: 'text', email: 'email', notes: 'longText', taxNumber: 'text' })
  })

  it('knows what must be given', () => {
    expect(fieldShape(jobType.fields.title).isRequired).toBe(true)
    expect(fieldShape(jobType.fields.reference).isRequired).toBe(false)
    expect(fieldShape(jobType.fields.currency).choices).toContain('IDR')
  })
})

describe('form values', () => {
  it('begin with the declared default, or empty', () => {
    expect([jobType.fields.currency, jobType.fields.title, jobType.fields.dueDate].map(emptyValue)).toEqual(['TRY', '', ''])
  })

  it('send nothing as null where that is allowed', () => {
    expect([
      fromForm(jobType.fields.reference, ' '),
      fromForm(jobType.fields.title, ''),
      fromForm(jobType.fields.reference, ' PO-1 '),
    ]).toEqual([null, '', 'PO-1'])
  })
})

describe('money in a form', () => {
  const { unitPrice } = line.shape

  it('is in whole units, on the wire in minor ones', () => {
    expect(toForm(unitPrice, 123_456)).toBe(1234.56)
    expect(fromForm(unitPrice, 1234.56)).toBe(123_456)
    expect(fromForm(unitPrice, 0.29)).toBe(29)
  })

  it('is known through description, null and default', () => {
    const shapes = [moneySum.describe('Net.').nullable().default(null), percent, z.number(), z.int()].map(
      (schema) => fieldShape(schema).kind,
    )
    expect(shapes).toEqual(['money', 'percent', 'number', 'integer'])
  })
})

describe('lists in a form', () => {
  it('are texts, priced lines, or nothing that a form could ask for', () => {
    const lists = [z.array(z.email()), z.array(z.enum(['a', 'b'])), z.array(line), z.array(z.object({}))]
    expect(lists.map((schema) => fieldShape(schema).kind)).toEqual(['texts', 'texts', 'lines', 'other'])
    expect(fieldShape(z.array(z.enum(['a', 'b']))).choices).toEqual(['a', 'b'])
    expect(emptyValue(z.array(z.string()).default([]))).toEqual([])
  })
})

describe('problemOf', () => {
  it('says in one word what is wrong', () => {
    const { fields } = customerType
    expect([
      problemOf(fields.name, ''),
      problemOf(fields.name, 'x'.repeat(201)),
      problemOf(fields.email, 'nobody'),
      problemOf(fields.taxNumber, '12 34'),
      problemOf(jobType.fields.dueDate, '2026-02-31'),
      problemOf(fields.email, ''),
      problemOf(fields.name, 'Çağrı'),
    ]).toEqual(['required', 'tooLong', 'email', 'invalid', 'date', undefined, undefined])
  })
})
