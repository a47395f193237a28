import { describe, expect, it } from 'vitest'
import { customerType } from '../../src-main/features/customers/customers.contract.ts'
import { jobType } from '../../src-main/features/jobs/jobs.contract.ts'
import { emptyValue, fieldShape, fromForm, problemOf } from './record-fields.ts'

const kinds = (fields: Readonly<Record<string, never>> | object) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, fieldShape(schema).kind]))

describe('fieldShape', () => {
  it('reads how each declared field is asked for', () => {
    expect(kinds(jobType.fields)).toEqual({
      title: 'text',
      description: 'longText',
      customerId: 'number',
      reference: 'text',
      dueDate: 'date',
      currency: 'choice',
      lines: 'other',
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
