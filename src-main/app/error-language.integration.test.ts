import { expect, test } from 'vitest'
import { errorText } from '../infra/http/error-text.ts'
import { AppError } from '../lib/app-error.ts'
import { createTestApp } from './test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı' } })
  const ask = (method: string, path: string, language: string, body?: object) =>
    app.request(method, `/api/v1/${path}`, { key, headers: { 'accept-language': language }, ...(body === undefined ? {} : { body }) })
  return { app, ask }
}

test('a failure is told in the language of Accept-Language, English otherwise', async () => {
  const { ask } = await createPlant()
  const messages = await Promise.all(
    ['tr-TR,tr;q=0.9,en;q=0.5', 'id', 'en', 'de-DE'].map(async (language) => {
      const { headers, body } = await ask('GET', 'customers/99', language)
      expect(headers.get('vary')).toContain('Accept-Language')
      return [headers.get('content-language'), body.message, body.details.docs]
    }),
  )
  expect(messages).toEqual([
    ['tr', '99 bulunamadı (customer).', '/api/docs/errors/not_found'],
    ['id', '99 tidak ditemukan (customer).', '/api/docs/errors/not_found'],
    ['en', 'There is no customer 99.', '/api/docs/errors/not_found'],
    ['en', 'There is no customer 99.', '/api/docs/errors/not_found'],
  ])
})

test('what is wrong with each field is told in that language too, the path is the same in all', async () => {
  const { ask } = await createPlant()
  const body = { name: 7, email: 'no', colour: 'red' }
  const { body: turkish } = await ask('POST', 'customers', 'tr', body)
  const { body: english } = await ask('POST', 'customers', 'en', body)
  const paths = (answer: { details: { fields: { field: string }[] } }) => answer.details.fields.map(({ field }) => field)
  expect(paths(turkish)).toEqual(paths(english))
  expect(paths(turkish)).toEqual(['name', 'email', 'colour'])
  expect(turkish.details.fields[2].reason).toBe('bilinen bir alan değil')
  expect(turkish.details.fields[0].reason).not.toBe(english.details.fields[0].reason)
  expect(turkish.message).toBe(`name: ${turkish.details.fields[0].reason}`)
  expect(turkish.details.fix).toBe('Listelenen alanları düzeltip isteği yeniden gönderin.')
})

test('each item of a bulk write is told in that language', async () => {
  const { ask } = await createPlant()
  const { body } = await ask('POST', 'jobs/bulk', 'tr', { items: [{ title: 'A', customer_id: 99 }] })
  expect(body.data[0].error).toMatchObject({
    message: 'customer_id: 99 bulunamadı (customer)',
    details: { field: 'customer_id', docs: '/api/docs/errors/invalid_request' },
  })
  const refused = await ask('POST', 'jobs/bulk', 'tr', { items: [{ title: 'A', customer_id: 99 }], atomic: true })
  expect(refused.body.message).toBe('0 numaralı öğe reddedildi, hiçbir şey yazılmadı: customer_id: 99 bulunamadı (customer)')
})

test('what has no translation is told by its code, and stands beside it in English', () => {
  const error = new AppError('unauthorized', 'Nobody has translated this.', { details: { fix: 'Nor this.' } })
  expect(errorText(error, 'tr')).toEqual({
    message: 'İstekte geçerli bir kimlik bilgisi yok.',
    details: {
      reason: 'Nobody has translated this.',
      fix: 'X-API-Key ile bir API anahtarı ya da bir erişim belirteci gönderin.',
      docs: '/api/docs/errors/unauthorized',
    },
  })
})

test('an empty and a missing field are told in plain words', async () => {
  const { ask } = await createPlant()
  const reasons = await Promise.all(
    ['en', 'tr', 'id'].flatMap((language) =>
      [{ name: '' }, {}].map(async (body) => (await ask('POST', 'customers', language, body)).body.details.fields[0].reason),
    ),
  )
  expect(reasons).toEqual(['must not be empty', 'is missing', 'boş olamaz', 'eksik', 'tidak boleh kosong', 'belum diisi'])
})

test('an empty list is told in plain words', async () => {
  const { ask } = await createPlant()
  const reasons = await Promise.all(
    ['en', 'tr', 'id'].map(async (language) => (await ask('POST', 'invoices', language, { job_ids: [] })).body.details.fields[0]),
  )
  expect(reasons).toEqual([
    { field: 'job_ids', reason: 'must have at least one entry' },
    { field: 'job_ids', reason: 'en az bir değer içermeli' },
    { field: 'job_ids', reason: 'harus berisi setidaknya satu nilai' },
  ])
})
