import { expect, it } from 'vitest'
import { metadataOf, metadataText } from './metadata-text.ts'

it('metadata is written line by line, and a line without a name is refused', () => {
  expect(metadataOf('supplier = Anadolu\n\nticket=IT-7=b')).toEqual({ supplier: 'Anadolu', ticket: 'IT-7=b' })
  expect(metadataText({ supplier: 'Anadolu', ticket: 'IT-7' })).toBe('supplier=Anadolu\nticket=IT-7')
  expect([metadataOf('supplier'), metadataOf('=x'), metadataOf('')]).toEqual([undefined, undefined, {}])
})
