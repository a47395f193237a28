import { describe, expect, it } from 'vitest'
import { ApiError } from '../lib/api-error.ts'
import { areAllShown, fieldErrors } from './field-errors.ts'

const error = new ApiError({
  code: 'invalid_request',
  message: 'wrong',
  details: {
    fields: [
      { field: 'lines.0.unit_price', reason: 'is too small' },
      { field: 'due_date', reason: 'is no date' },
    ],
  },
})

describe('fieldErrors', () => {
  it('names the fields as the form does', () => {
    expect(fieldErrors(error)).toEqual({ 'lines.0.unitPrice': 'is too small', dueDate: 'is no date' })
    expect(fieldErrors(new Error('other'))).toEqual({})
  })
})

describe('areAllShown', () => {
  it('is false as soon as one field is not in the form, or there is none', () => {
    const errors = fieldErrors(error)
    expect([areAllShown({ lines: [], dueDate: '' }, errors), areAllShown({ lines: [] }, errors), areAllShown({ lines: [] }, {})]).toEqual([
      true,
      false,
      false,
    ])
  })
})
