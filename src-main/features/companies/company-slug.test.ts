import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeSlug, slugOf } from './company-slug.ts'

test.each([
  ['Öztürk Makina', 'ozturk-makina'],
  ['IŞIK ÇELİK San. ve Tic. A.Ş.', 'isik-celik-san-ve-tic-a-s'],
  ['İğneli Tekstil', 'igneli-tekstil'],
  ['  Café & Söhne  ', 'cafe-sohne'],
  ['PT Baja Nusantara', 'pt-baja-nusantara'],
  ['日本', 'company'],
  ['Con', 'company-con'],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('%s becomes %s', (name, slug) => expect(slugOf(name)).toBe(slug))

test('a slug is always a safe folder name', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slugOf(name))))
})

test('a taken slug gets a number', () => {
  const taken = new Set(['oz', 'oz-2'])
  expect(freeSlug('oz', (slug) => taken.has(slug))).toBe('oz-3')
  expect(freeSlug('az', (slug) => taken.has(slug))).toBe('az')
})
