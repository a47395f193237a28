import { expect, test } from 'vitest'
import { z } from 'zod'
import { errorText } from '../infra/http/error-text.ts'
import { parseWire } from '../infra/http/validation.ts'
import { AppError } from '../lib/app-error.ts'
import { createTestApp } from './test-app.ts'

/** What a caller is told of the first field of a value, in the three languages. */
function told(schema: z.ZodType, value: unknown): string[] {
  try {
    parseWire(z.object({ field: schema }), { field: value })
  } catch (error) {
    if (error instanceof AppError)
      return (['en', 'tr', 'id'] as const).map((language) => errorText(error, language).message.replace('field: ', ''))
  }
  throw new Error('The value was accepted.')
}

const tooMany = Array.from({ length: 4 }, () => 'a')

test.each<[z.ZodType, unknown, string, string, string]>([
  [z.string(), undefined, 'is missing', 'eksik', 'belum diisi'],
  [z.string(), 7, 'must be text', 'metin olmalı', 'harus berupa teks'],
  [z.string().min(1), '', 'must not be empty', 'boş olamaz', 'tidak boleh kosong'],
  [z.string().max(3), 'abcd', 'must have at most 3 characters', 'en çok 3 karakter olabilir', 'paling banyak 3 karakter'],
  [z.string().length(3), 'abcd', 'must have exactly 3 characters', 'tam 3 karakter olmalı', 'harus tepat 3 karakter'],
  [z.array(z.string()).max(3), tooMany, 'must have at most 3 entries', 'en çok 3 değer içerebilir', 'paling banyak berisi 3 nilai'],
  [z.array(z.string()), {}, 'must be a list', 'liste olmalı', 'harus berupa daftar'],
  [z.int(), 1.5, 'must be a whole number', 'tam sayı olmalı', 'harus berupa bilangan bulat'],
  [z.number().positive(), 0, 'must be a number greater than 0', '0 değerinden büyük bir sayı olmalı', 'harus berupa angka lebih dari 0'],
  [z.number().max(9), 10, 'must be a number of at most 9', 'en çok 9 olan bir sayı olmalı', 'harus berupa angka paling banyak 9'],
  [z.boolean(), 'yes', 'must be true or false', 'true ya da false olmalı', 'harus true atau false'],
  [z.enum(['a', 'b']), 'c', 'must be one of: a, b', 'şunlardan biri olmalı: a, b', 'harus salah satu dari: a, b'],
  [z.literal(true), false, 'must be this value: true', 'şu değer olmalı: true', 'harus bernilai: true'],
  [
    z.email(),
    'no',
    'must be an e-mail address such as name@example.com',
    'ad@ornek.com gibi bir e-posta adresi olmalı',
    'harus berupa alamat email seperti nama@contoh.com',
  ],
  [
    z.iso.date(),
    '28.11.2026',
    'must be a date such as 2026-11-28',
    '2026-11-28 gibi bir tarih olmalı',
    'harus berupa tanggal seperti 2026-11-28',
  ],
  [z.string().regex(/^\d+$/), 'x', 'must match the pattern /^\\d+$/', '/^\\d+$/ kalıbına uymalı', 'harus sesuai pola /^\\d+$/'],
  [z.union([z.string(), z.null()]), 7, 'must be text / must be null', 'metin olmalı / null olmalı', 'harus berupa teks / harus null'],
])('a field is refused in plain words of each language: %o', (schema, value, ...reasons) => {
  expect(told(schema, value)).toEqual(reasons)
})

test('no request is answered in the validator’s own words, whatever the kind of the wrong value', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const wrong = [undefined, null, 7, -1, 1.5, '', 'x'.repeat(6_000), true, [], {}, [7], { a: 1 }]
  const ownWords =
    /invalid (input|option|string|number)|too (big|small)|expected (string|number|array|object|int)|geçersiz|beklenen|masukan tidak valid|diharapkan|received/i
  const answers = new Set<string>()
  for (const spec of app.routes) {
    if (spec.body === undefined || !(spec.body instanceof z.ZodObject)) continue
    for (const [name, schema] of Object.entries(spec.body.shape))
      for (const value of wrong) {
        const parsed = (schema as z.ZodType).safeParse(value)
        if (!parsed.success) for (const reason of told(schema as z.ZodType, value)) answers.add(`${spec.operationId} ${name}: ${reason}`)
      }
  }
  expect(answers.size).toBeGreaterThan(1_000)
  expect([...answers].filter((text) => ownWords.test(text))).toEqual([])
  const items = Array.from({ length: 1_001 }, () => ({ name: 'A' }))
  const refused = await app.request('POST', '/api/v1/customers/bulk', { key, body: { items }, headers: { 'accept-language': 'tr' } })
  expect([refused.status, refused.body.message]).toEqual([400, 'items: en çok 1000 değer içerebilir'])
})
