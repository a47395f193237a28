import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../lib/app-error.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

const values = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 3 })

test('a cursor gives back the values that it was made from', () => {
  fc.assert(
    fc.property(values, (list) => {
      expect(decodeCursor(encodeCursor(list), list.length)).toEqual(list)
    }),
  )
})

test('any other text is refused with invalid_cursor and nothing else', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        decodeCursor(text, 2)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
        expect(error).toMatchObject({ code: 'invalid_cursor' })
      }
    }),
  )
  expect(() => decodeCursor(encodeCursor([1]), 2)).toThrow('does not belong')
})
